"""Compiler of sources to bytecode, run inside Pyodide by `compile.mjs`.

Writes `/standard-compiled.zip` (the standard library, imported from the archive),
`/code.bundle` (our code, its libraries and data, unpacked into the file system at a start) and a
bundle for each part that a request loads when it needs it. A module of the standard library that
only a part needs is in its bundle, unless its package is in the archive: a package is found in one
place only.
Templates of the pages are compiled as well, and come without their sources.
Left out is what only a reader needs, a third of all bytes: docstrings, annotations of functions,
columns, and the line numbers of what is not ours. Assertions stay.
"""

from __future__ import annotations

import _imp
import ast
import importlib.util
import json
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib import _bootstrap_external  # the format of a .pyc file
from pathlib import Path
from types import CodeType
from typing import Any

from module_closure import Source, needed_modules, read_left_out

TREE = Path("/sources")
TEMPLATES = "hamstrong/web/*/templates"
PARTS = Path("/parts")  # a folder for each part that is loaded apart
ROOTS = ("_pyodide", "pyodide")  # what starts it imports by name
# Imported by name as well: by what decodes text and dates, by the interpreter. Not what anyio runs
# threads and streams by, since nothing here has either.
ALWAYS = (
    "hamstrong.phone.browser", "_strptime", "encodings.aliases", "encodings.ascii",
    "encodings.cp437", "encodings.latin_1", "encodings.raw_unicode_escape",
    "encodings.unicode_escape", "encodings.utf_8", "encodings.utf_8_sig", "site", "zipimport",
)  # fmt: skip
# Inside the interpreter already; the last two are other names of what it begins with.
FROZEN = {*_imp._frozen_module_names(), "importlib._bootstrap", "importlib._bootstrap_external"}  # noqa: SLF001
# Reads its own text to know what need not be imported before it is asked for; without the text it
# imports all of itself.
AS_SOURCE = {"anyio/__init__.py", "anyio/abc/__init__.py"}
# Imported by `xml.sax`, which asks no network for what it is given.
EMPTY = ("urllib/request.py",)
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
    """Say of no instruction on which line it is; a traceback then names function and file.

    The table itself must be there: without one, whatever writes a traceback fails.
    """
    inner = (without_lines(c) if isinstance(c, CodeType) else c for c in code.co_consts)
    runs, rest = divmod(len(code.co_code) // 2, 8)
    table = b"\xff" * runs + (bytes([0xF8 | rest - 1]) if rest else b"")
    return code.replace(co_linetable=table, co_consts=tuple(inner))


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
        names = [name for name in given.namelist() if name.endswith(".py")]
        standard = [Source(n, b"" if n in EMPTY else given.read(n)) for n in names]
    own = [Source(_name(path), path.read_bytes()) for path in sorted(TREE.rglob("*.py"))]
    roots = [s.name for s in (*standard, *own) if s.name.partition(".")[0] in ROOTS]
    listed = read_left_out(left_out)
    needed = needed_modules([*standard, *own], [*roots, *ALWAYS], listed.besides())
    everything = needed
    for part in sorted(PARTS.iterdir()):
        apart = [
            Source(_name(path, part), path.read_bytes()) for path in sorted(part.rglob("*.py"))
        ]
        more = [*standard, *own, *apart]
        with_part = needed_modules(more, [*roots, *ALWAYS], listed.besides(part.name))
        here = {name.partition("/")[0] for name in everything}
        wanted = [s for s in standard if s.file in with_part - everything]
        beside = [source for source in wanted if source.file.partition("/")[0] not in here]
        everything |= {source.file for source in wanted} - {source.file for source in beside}
        code = [source for source in apart if source.file in with_part]
        write_bundle(Path(f"/{part.name}.bundle"), _compiled([*code, *beside]))
    write_standard([s for s in standard if s.file in everything and s.name not in FROZEN])
    write_code([*(source for source in own if source.file in needed), *compiled_templates()])


def compiled_templates() -> Iterator[Source]:
    """Let the app's own environment compile every template to a module."""
    sys.dont_write_bytecode = True  # the tree is what is packed
    sys.path.insert(0, str(TREE))
    from hamstrong.web.shell.template_environment import COMPILED, template_environment  # noqa: PLC0415 - ours, once it can be found

    folders = {folder.parent.name: folder for folder in TREE.glob(TEMPLATES)}
    with tempfile.TemporaryDirectory() as made:
        template_environment(folders).compile_templates(made, zip=None)
        for path in sorted(Path(made).iterdir()):
            yield Source(_name(COMPILED / path.name), path.read_bytes())


def write_standard(sources: Iterable[Source]) -> None:
    """Compile the standard library into an archive."""
    with zipfile.ZipFile("/standard-compiled.zip", "w", zipfile.ZIP_STORED) as out:
        for source in sorted(sources, key=lambda source: source.file):
            name = zipfile.ZipInfo(f"{source.file}c", WHEN)
            out.writestr(name, compiled_standard(source))


def write_code(sources: Iterable[Source]) -> None:
    """Compile what is code and take along what is not."""
    files = _compiled(sources)
    files |= {
        _name(path): path.read_bytes()
        for path in TREE.rglob("*")
        if path.is_file() and path.suffix != ".py" and not path.match(TEMPLATES + "/*")
    }
    write_bundle(Path("/code.bundle"), files)


def _compiled(sources: Iterable[Source]) -> dict[str, bytes]:
    return dict(_brought(source) for source in sources)


def _brought(source: Source) -> tuple[str, bytes]:
    """The name and the content of a module's file."""
    if source.file in AS_SOURCE:
        return source.file, source.text
    return f"{source.file}c", compiled_code(source)


def write_bundle(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files one after the other behind an index."""
    names = sorted(files)
    index = json.dumps([(name, len(files[name])) for name in names], separators=(",", ":")).encode()
    parts = [len(index).to_bytes(4, "little"), index, *(files[name] for name in names)]
    target.write_bytes(b"".join(parts))


def _name(path: Path, folder: Path = TREE) -> str:
    return path.relative_to(folder).as_posix()
