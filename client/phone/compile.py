"""Compiler of sources to bytecode, run inside Pyodide by `compile.mjs`.

Writes `/standard-compiled.zip` (the standard library, imported from the archive) and
`/code.bundle` (our code, its libraries and data, unpacked into the file system at a start).
Left out is what only a reader needs, a third of all bytes: docstrings, annotations of functions,
columns, and the line numbers of what is not ours. Assertions stay.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import zipfile
from collections.abc import Iterable
from importlib import _bootstrap_external  # the format of a .pyc file
from pathlib import Path
from types import CodeType
from typing import Any

from module_closure import Source, needed_modules, read_left_out

TREE = Path("/sources")
ROOTS = ("_pyodide", "pyodide")  # what starts it imports by name
# Imported by name as well: by anyio, by what decodes text, by the interpreter.
ALWAYS = (
    "hamstrong.phone.browser",
    "anyio._backends._asyncio", "encodings.aliases", "encodings.ascii", "encodings.cp437",
    "encodings.idna", "encodings.latin_1", "encodings.raw_unicode_escape",
    "encodings.unicode_escape", "encodings.utf_8", "encodings.utf_8_sig", "site", "zipimport",
)  # fmt: skip
WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can say
SITE = "/lib/python3.14/site-packages"
STANDARD = "/lib/python314.zip"
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DOCUMENTED = (ast.Module, ast.ClassDef, *_FUNCTIONS)


def without_docstrings(tree: ast.Module) -> ast.Module:
    """Drop every docstring; a body that was nothing else passes."""
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass(lineno=1, col_offset=0)]
    return tree


def without_annotations(tree: ast.Module) -> ast.Module:
    """Drop the annotations of functions, which nothing of ours or of our libraries reads."""
    for node in ast.walk(tree):
        if isinstance(node, _FUNCTIONS):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    return tree


def without_lines(code: CodeType) -> CodeType:
    """Drop the table of lines; a traceback then names function and file."""
    inner = (without_lines(c) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(inner))


def to_pyc(source: Source, code: CodeType) -> bytes:
    """Return a .pyc file, which is used without looking for its source."""
    write: Any = _bootstrap_external._code_to_hash_pyc  # type: ignore[attr-defined]  # noqa: SLF001
    pyc: bytes = write(code, importlib.util.source_hash(source.text), checked=False)
    return pyc


def compiled_standard(source: Source) -> bytes:
    tree = without_docstrings(ast.parse(source.text))
    return to_pyc(source, without_lines(_compile(tree, f"{STANDARD}/{source.file}")))


def compiled_code(source: Source) -> bytes:
    """Compile a module of ours or of a library; ours keep their lines, which a log names."""
    tree = without_annotations(without_docstrings(ast.parse(source.text)))
    code = _compile(tree, f"{SITE}/{source.file}")
    is_ours = source.file.startswith("hamstrong/")
    return to_pyc(source, code if is_ours else without_lines(code))


def _compile(tree: ast.Module, name: str) -> CodeType:
    code: CodeType = compile(tree, name, "exec", dont_inherit=True)
    return code


def compile_all(left_out: str) -> None:
    """Write both archives.

    Args:
        left_out: the text of the list of modules that are never needed.
    """
    with zipfile.ZipFile("/standard.zip") as given:
        standard = [Source(n, given.read(n)) for n in given.namelist() if n.endswith(".py")]
    own = [Source(_name(path), path.read_bytes()) for path in sorted(TREE.rglob("*.py"))]
    roots = [s.name for s in (*standard, *own) if s.name.partition(".")[0] in ROOTS]
    needed = needed_modules([*standard, *own], [*roots, *ALWAYS], read_left_out(left_out))
    write_standard([source for source in standard if source.file in needed])
    write_code([source for source in own if source.file in needed])


def write_standard(sources: Iterable[Source]) -> None:
    """Compile the standard library into an archive."""
    with zipfile.ZipFile("/standard-compiled.zip", "w", zipfile.ZIP_STORED) as out:
        for source in sorted(sources, key=lambda source: source.file):
            name = zipfile.ZipInfo(f"{source.file}c", WHEN)
            out.writestr(name, compiled_standard(source))


def write_code(sources: Iterable[Source]) -> None:
    """Compile what is code and take along what is not, one after the other behind an index."""
    files = {f"{source.file}c": compiled_code(source) for source in sources}
    files |= {
        _name(path): path.read_bytes()
        for path in TREE.rglob("*")
        if path.is_file() and path.suffix != ".py"
    }
    names = sorted(files)
    index = json.dumps([(name, len(files[name])) for name in names], separators=(",", ":")).encode()
    parts = [len(index).to_bytes(4, "little"), index, *(files[name] for name in names)]
    Path("/code.bundle").write_bytes(b"".join(parts))


def _name(path: Path) -> str:
    return path.relative_to(TREE).as_posix()
