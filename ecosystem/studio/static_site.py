"""The studio as a folder of static files, from the bundle that `make studio` makes.

The bundle is one zip: Python and the libraries as a browser loads them, the program compiled, and a manifest
with the hash of each. It belongs to one version of the program, and is refused by any other.
"""

import base64
import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Template

from ecosystem import __version__, bundles, dataset, files, preview
from ecosystem.errors import FileAccessError
from ecosystem.infographic import page, templates
from ecosystem.language import _
from ecosystem.studio import desk_words

HERE = Path(__file__).parent

PACKAGE = HERE.parent
BUNDLE = HERE / "bundle.zip"
MANIFEST = "bundle.json"
KEEPER = "keeper.js"
PYTHON, MEMORY = "python.wasm.gz", "memory.gz"
LATER = ("paper.zip.gz",)
"""What is kept only when it was asked for: it is larger than all the rest."""
BUNDLES = {
    "studio.js": "studio.js",
    "studio.css": "studio.css",
    "worker.js": "studio-worker.js",
    "text.js": "studio-text.js",
}
"""The bundle of each script and style of the studio; `text.js` is loaded with the text editor."""
_KINDS = (".css", ".jinja", ".js", ".json", ".md", ".otf", ".po", ".py", ".typ", ".yaml", ".yml")


def write(folder: Path, bundle: Path = BUNDLE, *, force: bool = False) -> list[Path]:
    """Write the studio to a folder, and return the paths.

    Raises:
        FileAccessError: The bundle is not there, damaged, or of another version; or as `files.write_all`.
    """
    return files.write_all(folder, contents(bundle), force=force)


def serve(bundle: Path, port: int, opened: Callable[[str], None]) -> None:
    """Serve the studio on this machine until somebody ends it, which raises KeyboardInterrupt.

    Args:
        bundle: What `make studio` made.
        port: Where to listen on 127.0.0.1; 0 takes any that is free.
        opened: Hears the address as soon as it answers.

    Raises:
        PreviewError: A library is missing, or the port is taken.
        FileAccessError: As `write`.
    """
    with preview.needed():
        from ecosystem.studio.studio_server import run
    run(contents(bundle), policy(), port, opened)


def contents(bundle: Path = BUNDLE) -> dict[str, str | bytes]:
    """Return every file of the studio by name; see `write`."""
    own = {name: bundles.text(source).encode() for name, source in BUNDLES.items()}
    made = {**own, **_parts(bundle)}
    parts = {name: {"size": len(content), "version": _version(content)} for name, content in made.items()}
    index = html(parts)
    return {"index.html": index, KEEPER: _keeper(index, parts), **made}


def _keeper(index: str, parts: Mapping[str, Mapping[str, object]]) -> str:
    """Return the service worker, with the version of the whole and the addresses of what it keeps."""
    addresses = {name: f"{name}?{part['version']}" for name, part in parts.items()}
    later = [addresses.pop(name) for name in LATER]
    python = addresses.pop(PYTHON)
    at_once = ["index.html", *addresses.values()]
    kept = {"version": _version(index.encode()), "files": at_once, "later": later, "python": python}
    return f"self.kept = {json.dumps(kept)};\n{bundles.text('studio-keeper.js')}"


def html(parts: Mapping[str, Mapping[str, object]]) -> str:
    """Return the page of the studio, with the size and the version of each of its parts by name."""
    from ecosystem import catalogues

    words = page.json_block(desk_words.block())
    return _template().render(
        policy=policy(),
        block=page.json_block(parts),
        parts=parts,
        words=words,
        most=dataset.MAX_BYTES,
        languages=page.json_block(catalogues.own_names()),
    )


def policy() -> str:
    """Return the content rules of the studio.

    The frame of the map inherits them, so they allow its scripts and styles. These do not change with the
    data.
    """
    texts = (page.start(), page.early(), page.script(), page.script(large=True))
    scripts = " ".join(map(page.hash_of, texts))
    styles = " ".join(map(page.hash_of, (page.style(), page.large_style())))
    return (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {scripts}; style-src 'self' {styles}; "
        "connect-src 'self'; worker-src 'self' blob:; img-src 'self' data:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types studio"
    )


def _parts(bundle: Path) -> dict[str, bytes]:
    """Return what the bundle holds, whose hashes and version are checked."""
    try:
        with zipfile.ZipFile(bundle) as file:
            manifest = json.loads(file.read(MANIFEST))
            parts = {name: file.read(name) for name in manifest["files"]}
    except FileNotFoundError as error:
        message = _(
            "The parts of the studio are not here: {file}. Make them with “make studio”, or take them "
            "from the release of this version and name them with --bundle.",
            file=str(bundle),
        )
        raise FileAccessError(message) from error
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise FileAccessError(files.unreadable_message(bundle, ValueError(str(error)))) from error
    for name, content in parts.items():
        if hashlib.sha256(content).hexdigest() != manifest["files"][name]:
            message = _("{name} in {file} is damaged. Get the file again.", file=str(bundle), name=name)
            raise FileAccessError(message)
    if manifest["program"] != _digest(program()):
        message = _(
            "{file} was made from another version of the program. Make it again with “make studio”, or take "
            "that of version {version}.",
            file=str(bundle),
            version=__version__,
        )
        raise FileAccessError(message)
    return parts


def _version(content: bytes) -> str:
    """Return a word that changes with a file, for its address."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest())[:12].decode()


@cache
def _template() -> Template:
    return templates.environment(HERE).get_template("studio.html.jinja")


def program() -> dict[str, bytes]:
    """Return the files of this package that the studio needs, by their names in it."""
    paths = sorted(path for path in PACKAGE.rglob("*") if path.is_file() and _is_needed(path))
    return {path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes() for path in paths}


def _is_needed(path: Path) -> bool:
    """Whether the program opens a file when it runs: scripts and styles it takes from the bundles."""
    if path.parent.name == "newcity":
        return path.suffix != ".pyc"
    if path.parent == bundles.FOLDER:
        return path.suffix in _KINDS and not path.name.startswith("studio")
    return path.suffix in _KINDS and (path.suffix not in (".js", ".css") or path.name == "theme.css")


def write_bundle(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write the parts of the studio and their manifest as one zip."""
    manifest = {
        "version": __version__,
        "program": _digest(program()),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(parts.items())},
    }
    with zipfile.ZipFile(path, "w") as file:
        for name, content in sorted({**parts, MANIFEST: json.dumps(manifest, indent=1).encode()}.items()):
            file.writestr(zipfile.ZipInfo(name), content)


def _digest(contents: Mapping[str, bytes]) -> str:
    lines = [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(contents.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
