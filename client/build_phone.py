"""Builds the phone edition: a folder of static files that runs Hamstrong's Python in a browser.

Used by `make` and by the build hook, after the pack, the words and the client were built. Needs
Node (see `build_client`), the Python packages named in `LIBRARIES` and nothing else. The same
sources give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import build_client

ROOT = build_client.ROOT
CLIENT = build_client.CLIENT
SOURCE = ROOT / "src" / "hamstrong"
EDITION = SOURCE / "phone" / "edition"
STAMP = "built-from.txt"
LIBRARIES = (
    "anyio",
    "idna",
    "jinja2",
    "markupsafe",
    "python-multipart",
    "starlette",
)
ZONES = "tzdata"
# Libraries that few requests need, each part in a bundle of its own (`hamstrong.phone.parts`).
PARTS = {
    "calendar": ("icalendar", "python-dateutil", "six"),
    "runs": ("defusedxml", "fitdecode"),
}
PACKAGES = (*LIBRARIES, ZONES, *(name for names in PARTS.values() for name in names))
# What only a computer runs.
_LEFT_OUT = ("cli", "proof", "diary/sql", "web/listeners", "phone/build", "phone/edition")
LOCK = "pyodide-lock.json"
_DATA = (".html", ".built.json", ".proof.json")
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
PART_BYTES = 2 << 20  # less than a megabyte on the network, all that a break loses
PAGES = CLIENT / "phone"
SHELL = "src/phone/shell.ts"
ICONS = "src/icons.svg"
WORKER = "sw.js"  # in the folder of the pages, which are all that it may serve
LATER = ("-cyrillic", "-greek", "-vietnamese", "-latin-ext", "/icon-512", "/maskable-", "/part-")
COMPRESSED = {".css", ".html", ".js", ".mjs", ".svg", ".txt", ".webmanifest"}
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self';"
    " manifest-src 'self'; media-src 'self'; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-src 'none'"
)


def sources() -> Iterator[Path]:
    """Give every file that the edition is made of, in a fixed order."""
    found = [*build_client.sources(), CLIENT / "build_phone.py", CLIENT / "vite.phone.config.js"]
    found += [path for path in (CLIENT / "phone").rglob("*") if path.is_file()]
    found += [path for path, _ in _own_files()]
    yield from sorted(set(found))


def fingerprint() -> str:
    """Return what tells one state of the sources from another."""
    hashed = hashlib.sha256()
    for path in sources():
        hashed.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        hashed.update(hashlib.sha256(path.read_bytes()).digest())
    for name in PACKAGES:
        hashed.update(f"{name}=={importlib.metadata.version(name)}\n".encode())
    return hashed.hexdigest()


def is_built() -> bool:
    """Say whether what lies in the package was built from these very sources."""
    stamp = EDITION / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == fingerprint()


def build(environ: Mapping[str, str]) -> bool:
    """Build the edition unless it is built already or skipped; say whether anything was done.

    Raises:
        ClientNotBuilt: with what to do next.
    """
    if environ.get(build_client.SKIP) or is_built():
        return False
    wanted = fingerprint()
    build_client.install(environ)
    with tempfile.TemporaryDirectory(prefix=".edition-", dir=EDITION.parent) as folder:
        made = Path(folder)
        out = made / "edition"
        manifest = _build_pages(out, environ)
        _build_python(made, out, manifest, environ)
        _finish(out)
        (out / STAMP).write_text(wanted + "\n", encoding="ascii")
        if EDITION.exists():
            EDITION.replace(made / "before")
        out.replace(EDITION)
    return True


def _build_pages(out: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """Build the shell page with its scripts and styles; return what Vite named them."""
    variables = {**environ, "HAMSTRONG_PHONE_OUT": str(out)}
    build_client.npm(["run", "--silent", "build:phone"], variables)
    build_client.npm(["run", "--silent", "build:phone-service-worker"], variables)
    named = out / "static" / "dist" / "manifest.json"
    manifest: dict[str, Any] = json.loads(named.read_text(encoding="utf-8"))
    named.unlink()
    shutil.copytree(PAGES / "icons", out / "icons", ignore=shutil.ignore_patterns("*.svg"))
    shutil.copyfile(SOURCE / "web" / "shell" / "static" / "mark.svg", out / "icons" / "mark.svg")
    shutil.copyfile(PAGES / "manifest.webmanifest", out / "manifest.webmanifest")
    _write_licences(out)
    shutil.copyfile(PAGES / "old-browser.js", out / "static" / "old-browser.js")
    words = json.loads((CLIENT / "src" / "phone" / "words.en.json").read_text(encoding="utf-8"))
    entry = manifest[SHELL]
    font = next(name for name in entry["assets"] if "-latin-wght-normal" in name)
    page = (PAGES / "index.html").read_text(encoding="utf-8")
    for name, value in {
        "policy": POLICY,
        "unsupported": words["failed"]["unsupported"],
        "font": f"static/dist/{font}",
        "style": f"static/dist/{entry['css'][0]}",
        "script": f"static/dist/{entry['file']}",
    }.items():
        page = page.replace(f"{{{name}}}", value)
    (out / "index.html").write_text(page, encoding="utf-8")
    return manifest


def _write_licences(out: Path) -> None:
    """Hand on the licence of everything that the folder holds."""
    texts = [(PAGES / "licences.txt").read_text(encoding="utf-8")]
    texts += [(ROOT / name).read_text(encoding="utf-8") for name in ("NOTICE", "LICENSE")]
    built = out / "static" / "dist" / "licences.txt"
    texts.append(built.read_text(encoding="utf-8"))
    built.unlink()
    for name in PACKAGES:
        found = importlib.metadata.distribution(name)
        named = [file for file in found.files or () if "/licenses/" in file.as_posix()]
        texts += [f"{name} {found.version}"]
        texts += [Path(str(file.locate())).read_text(encoding="utf-8") for file in sorted(named)]
    rule = f"\n\n{'-' * 78}\n\n"
    (out / "licences.txt").write_text(rule.join(map(str.strip, texts)) + "\n", encoding="utf-8")


def _build_python(
    made: Path, out: Path, manifest: dict[str, Any], environ: Mapping[str, str]
) -> None:
    """Add Pyodide as it comes, and all Python as bytecode."""
    tree = made / "tree"
    _stage(tree)
    _write_assets(tree, manifest)
    standard, code = made / "standard.zip", made / "code.bundle"
    bundles = {name: made / f"{name}.bundle" for name in PARTS}
    settings = {
        "sources": str(tree), "parts": str(_stage_parts(made / "parts")),
        "standard": str(standard), "code": str(code),
        "bundles": {name: str(path) for name, path in bundles.items()},
    }  # fmt: skip
    script = PAGES / "compile.mjs"
    build_client.node([str(script), json.dumps(settings)], environ)
    folder = CLIENT / "node_modules" / "pyodide"
    python = out / f"python-{_digest(*(folder / name for name in PYODIDE))}"
    python.mkdir()
    for name in PYODIDE:
        shutil.copyfile(folder / name, python / name)
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    # No package but what the edition holds: nothing is ever fetched by name.
    (python / LOCK).write_text(json.dumps({"info": lock["info"], "packages": {}}), encoding="utf-8")
    shutil.copyfile(standard, python / f"standard-{_digest(standard)}.zip")
    shutil.copyfile(code, python / f"code-{_digest(code)}.bundle")
    for name, bundle in bundles.items():
        shutil.copyfile(bundle, python / f"part-{name}-{_digest(bundle)}.bundle")


def _write_assets(tree: Path, manifest: dict[str, Any]) -> None:
    """Tell the pages the names of the icons, and that there are scripts."""
    target = tree / "hamstrong" / "web" / "static" / "dist" / "manifest.json"
    target.parent.mkdir(parents=True)
    named = {"src/main.ts": {"file": manifest[SHELL]["file"]}, ICONS: manifest[ICONS]}
    target.write_text(json.dumps(named, sort_keys=True), encoding="utf-8")


def _stage(tree: Path) -> None:
    """Lay out what Python finds in its `site-packages`, and the time zones."""
    for path, name in (*_own_files(), *_library_files()):
        target = tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _stage_parts(folder: Path) -> Path:
    """Lay out the libraries of each part."""
    for part, libraries in PARTS.items():
        for library in libraries:
            for path, name in _modules_of(library):
                target = folder / part / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    return folder


def _own_files() -> Iterator[tuple[Path, str]]:
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE).as_posix()
        left_out = any(name == prefix or name.startswith(f"{prefix}/") for prefix in _LEFT_OUT)
        is_ours = path.is_file() and not left_out and not _is_beside(f"/{name}")
        if is_ours and (path.suffix == ".py" or name.endswith(_DATA)):
            yield path, f"hamstrong/{name}"


def _is_beside(name: str) -> bool:
    """Say whether it is a file for browsers, or of a build that is under way."""
    return "/static/" in name or "/." in name


def _library_files() -> Iterator[tuple[Path, str]]:
    for library in LIBRARIES:
        yield from _modules_of(library)
    for file in importlib.metadata.distribution(ZONES).files or ():
        name = file.as_posix()
        path = Path(str(file.locate()))
        # Beside the zones lie tables and the sources of them, which nothing reads.
        if name.startswith("tzdata/zoneinfo/") and _is_zone(path):
            yield path, name.replace("tzdata/", "", 1)


def _is_zone(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"TZif"


def _modules_of(library: str) -> Iterator[tuple[Path, str]]:
    for file in importlib.metadata.distribution(library).files or ():
        if file.suffix == ".py":
            yield Path(str(file.locate())), file.as_posix()


def _finish(out: Path) -> None:
    """Cut large files into parts, write the list of contents and name it to the service worker."""
    paths = sorted(path for path in out.rglob("*") if path.is_file() and path != out / WORKER)
    files = [_listed(out, path) for path in paths]
    edition = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:16]
    contents = {"edition": edition, "files": files}
    text = json.dumps(contents, indent=1, sort_keys=True)
    (out / "contents.json").write_text(f"{text}\n", encoding="utf-8")
    script = (out / WORKER).read_text(encoding="utf-8")
    named = f"const EDITION = {json.dumps(edition)};\n{script}"
    (out / WORKER).write_text(named, encoding="utf-8")


def _listed(out: Path, path: Path) -> dict[str, Any]:
    """Describe a file; one that no start needs is fetched later, when the app answers already."""
    name = path.relative_to(out).as_posix()
    entry = _entry(out, path) if path.stat().st_size <= PART_BYTES else _in_parts(out, path)
    return {**entry, "later": True} if any(mark in name for mark in LATER) else entry


def _in_parts(out: Path, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    path.unlink()  # its parts are there, and nobody asks a host for the whole
    parts = []
    for start in range(0, len(content), PART_BYTES):
        part = content[start : start + PART_BYTES]
        # Every host compresses what it takes for text, and few of them anything else.
        target = out / "parts" / f"{hashlib.sha256(part).hexdigest()[:20]}.txt"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(part)
        parts.append(_entry(out, target))
    return {
        "path": path.relative_to(out).as_posix(),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "parts": parts,
    }


def _entry(out: Path, path: Path) -> dict[str, Any]:
    """Describe a file, and how many bytes it has where the folder has a compressed twin of it."""
    content = path.read_bytes()
    entry = {
        "path": path.relative_to(out).as_posix(),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    if path.suffix in COMPRESSED:
        entry["gzip_bytes"] = len(gzip.compress(content, mtime=0))
    return entry


def _digest(*paths: Path) -> str:
    hashed = hashlib.sha256()
    for path in paths:
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:12]


def main() -> int:
    """Build; say what could not be done."""
    try:
        build(os.environ)
    except build_client.ClientNotBuilt as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
