"""Every package on disk is bound by the import contracts, and the deciding packages stay pure."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PACK_SHAPES = ("model", "exercises", "programme", "numbers", "triage", "knowledge")
STANDARD_LIBRARY_ONLY = (
    *(f"protocol/{name}.py" for name in PACK_SHAPES), "engine", "body", "words",
)  # fmt: skip
DATA_FOLDERS = {"packs"}
SERVING = {"diary", "exchange", "app", "web", "phone", "cli"}
WITHOUT_NUMPY = {"app", "diary", "web", "phone"}
OUTSIDE_WORLD = {
    "asyncio", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets",
    "shutil", "socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
    "zoneinfo",
}  # fmt: skip
THREADS = {"Thread", "ThreadPoolExecutor", "Timer", "run_in_threadpool", "to_thread"}
MAY_BEGIN_THREADS = {
    "app/record/group_commit.py",  # by `Threads`
    "web/shell/background_work.py",  # by `Threads`
    "web/shell/login_queue.py",  # the server's password
}
CLOCK_READERS = {"now", "today", "utcnow"}


def _packages(root: Path) -> set[str]:
    package = root / "src" / "hamstrong"
    return {p.parent.name for p in package.glob("*/__init__.py")} - DATA_FOLDERS


def _contract(root: Path, contract_id: str) -> dict[str, list[str]]:
    with (root / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    found: dict[str, list[str]] = next(c for c in contracts if c["id"] == contract_id)
    return found


def _layered(root: Path) -> set[str]:
    layers = _contract(root, "decide")["layers"] + _contract(root, "serve")["layers"]
    return {name.strip(" ()") for layer in layers for name in layer.split("|")}


def _modules(root: Path, place: str) -> list[Path]:
    path = root / "src" / "hamstrong" / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def _imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0], node.lineno


def test_every_package_has_its_place_in_the_layers(root: Path) -> None:
    assert sorted(_packages(root) - _layered(root)) == []


def test_the_deciding_packages_may_not_know_the_serving_ones(root: Path) -> None:
    contract = _contract(root, "core")
    deciding = {f"hamstrong.{package}" for package in _packages(root) - SERVING}
    serving = {f"hamstrong.{package}" for package in _packages(root) & SERVING}
    assert sorted(deciding - set(contract["source_modules"])) == []
    assert sorted(serving - set(contract["forbidden_modules"])) == []


def test_serving_a_person_needs_neither_numpy_nor_the_proof(root: Path) -> None:
    contract = _contract(root, "light")
    bound = {f"hamstrong.{package}" for package in _packages(root) & WITHOUT_NUMPY}
    heavy = {"hamstrong.proof", "numpy"}
    assert sorted(bound - set(contract["source_modules"])) == []
    assert sorted(heavy - set(contract["forbidden_modules"])) == []


@pytest.mark.parametrize("place", STANDARD_LIBRARY_ONLY)
def test_what_may_run_in_a_browser_names_the_standard_library_only(root: Path, place: str) -> None:
    allowed = sys.stdlib_module_names | {"hamstrong"}
    strangers = [
        f"{path.relative_to(root)}:{line} imports {name!r}"
        for path in _modules(root, place)
        for name, line in _imports(ast.parse(path.read_text(encoding="utf-8")))
        if name not in allowed
    ]
    assert strangers == []


def test_what_may_run_in_a_browser_starts_without_any_package(root: Path) -> None:
    """What is named above may still pull in a package through a neighbour: `-S` has none."""
    source = root / "src"
    names = [
        ".".join(path.relative_to(source).with_suffix("").parts).removesuffix(".__init__")
        for place in STANDARD_LIBRARY_ONLY
        for path in _modules(root, place)
    ]
    script = f"import sys; sys.path.insert(0, {str(source)!r}); import {', '.join(names)}"
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=False
    )
    assert run.stderr == ""


def test_the_engine_reads_no_clock_no_file_and_no_dice(root: Path) -> None:
    found = []
    for path in _modules(root, "engine"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = path.relative_to(root)
        found += [f"{place}:{n} imports {m!r}" for m, n in _imports(tree) if m in OUTSIDE_WORLD]
        found += [
            f"{place}:{node.lineno} reads the clock"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in CLOCK_READERS
        ]
        found += [
            f"{place}:{node.lineno} opens or prints"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"open", "print", "input"}
        ]
    assert found == []


@pytest.mark.parametrize(
    "place", ["protocol", "engine", "body", "words", *sorted(SERVING - {"cli"})]
)
def test_threads_are_begun_only_where_the_setting_is_asked(root: Path, place: str) -> None:
    """Python in a browser has none; the commands and the server's listeners are not in it."""
    package = root / "src" / "hamstrong"
    found = [
        f"{path.relative_to(package)}:{node.lineno} names {name}"
        for path in _modules(root, place)
        if path.relative_to(package).as_posix() not in MAY_BEGIN_THREADS
        and "listeners" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute | ast.Name | ast.alias)
        for name in [_name_of(node)]
        if name in THREADS
    ]
    assert found == []


def _name_of(node: ast.Attribute | ast.Name | ast.alias) -> str:
    match node:
        case ast.Attribute():
            return node.attr
        case ast.Name():
            return node.id
        case ast.alias():
            return node.name
