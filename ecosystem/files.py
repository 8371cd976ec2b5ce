"""Files the program makes: written whole or not at all, and never over somebody else's.

All files of a folder are written beside their places first, and are moved there when the last of them is on
the disk; when one cannot be moved, those before it are put back. Meanwhile no other run of the program writes
in that folder. So a full disk leaves the old edition, and two runs at once leave that of the later one. What
a killed run leaves beside is removed by the next.

Ctrl-C takes effect between two files, before any is moved into place, and leaves the old edition. Moving
them, putting them back and tidying up are never cut short (`stops`).

The manifest of a folder says which files are ours and unedited (`manifest`).
"""

import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from ecosystem import manifest, stops
from ecosystem.errors import FileAccessError
from ecosystem.language import _
from ecosystem.manifest import MANIFEST, OURS as OURS, PENDING

PATIENCE = 30  # seconds that one run waits for another, which takes less than one to write
_PART = f".{OURS}.", ".part"  # how the name of a file begins and ends that is not in its place yet


def write_all(
    folder: Path, texts: Mapping[str, str | bytes], *, force: bool = False, ask: manifest.Ask | None = None
) -> list[Path]:
    """Write files of a folder, by name, making the folder; each is old or new, never half.

    Args:
        folder: Where they go; the manifest there will name them.
        texts: Their contents by name; one with a slash stands in a folder within.
        force: Write over files that are not ours or have been edited.
        ask: Whether files of ours that have been edited may be written over; without it they may not.

    Raises:
        FileAccessError: A file there is not ours or has been edited, or the folder cannot be written. In the
            first two cases nothing is written at all.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            contents = {name: _bytes(texts[name]) for name in sorted(texts)}
            known = manifest.recorded(folder)
            if not force:
                manifest.refuse(folder, contents, known, ask)
            return _put_with_manifest(folder, contents, known)
    except OSError as error:
        raise _unwritable(folder, error) from error


@stops.held()
def remove_ours(folder: Path, names: Collection[str]) -> list[Path]:
    """Remove files of a folder that the program made and nobody edited since; return their paths.

    Raises:
        FileAccessError: One of them cannot be removed.
    """
    try:
        with alone(folder):
            known = manifest.recorded(folder)
            unedited = (
                name for name in sorted(names) if manifest.digest_of(folder / name) in known.get(name, ())
            )
            gone = [folder / name for name in unedited]
            for path in gone:
                path.unlink()
                with suppress(OSError):  # until one still holds files
                    for above in path.relative_to(folder).parents[:-1]:
                        (folder / above).rmdir()
            kept = {name: hashes for name, hashes in known.items() if (folder / name).is_file()}
            if gone:
                _put(folder, {MANIFEST: manifest.text(kept)})
            return gone
    except OSError as error:
        raise _unwritable(folder, error) from error


@stops.held()
def replace(path: Path, text: str, like: Path | None = None, was: str | None = None) -> None:
    """Write a text over a file of an editor's, which is old or new, never half, and keeps its owner and mode.

    Args:
        path: The file; a link leads to it.
        text: What it is to hold.
        like: A file whose owner, group and mode it takes, when that is another one.
        was: What it held when it was read; nothing is written when somebody has changed it since, up to the
            moment in which the new file takes its place.

    Raises:
        FileAccessError: The file cannot be written, or has changed.
    """
    try:
        place = path.resolve()
        with alone(place.parent):
            model = like or place
            before = None if was is None else was.encode("utf-8")
            _check(place, before)
            _put(place.parent, {place.name: text}, model if model.exists() else None, before)
    except _ChangedError as error:
        raise FileAccessError(changed_message(path)) from error
    except OSError as error:
        raise _unwritable(path, error) from error


def portable(stem: str) -> str:
    """Return an id as the stem of a file name that every system takes: Windows keeps some for devices.

    >>> portable("council"), portable("con")
    ('council', 'con-')
    """
    is_device = stem in ("con", "prn", "aux", "nul") or (stem[:3] in ("com", "lpt") and stem[3:].isdigit())
    return f"{stem}-" if is_device else stem


def read(path: Path) -> str | None:
    """Return the text of a file with its own line ends, or None if there is no such file.

    Raises:
        FileAccessError: The file cannot be read, or is not UTF-8 text.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise FileAccessError(unreadable_message(path, error)) from error


def unreadable_message(path: Path, error: OSError | ValueError) -> str:
    """Return the sentence for a file that cannot be read, with the reason the system gives."""
    reason = getattr(error, "strerror", None) or str(error)
    return _("{file} cannot be read: {reason}.", file=str(path), reason=reason)


def changed_message(path: Path) -> str:
    """Return the sentence for a file that somebody changed between reading and writing it."""
    return _("{file} has changed since we read it, so it was not replaced. Try again.", file=str(path))


def _unwritable(place: Path, error: OSError) -> FileAccessError:
    """Return the error for a file that cannot be written; it never names the part that is written first."""
    named = Path(error.filename2 or error.filename or place)
    path = place if is_part(named.name) else named
    reason = error.strerror or str(error)
    return FileAccessError(_("{file} cannot be written: {reason}.", file=str(path), reason=reason))


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other run of the program writes in a folder meanwhile; this one waits for its turn.

    The lock is on the folder itself: no file of it can be left behind, and it ends with its process, however
    that ends. So what lies there half written is of a run that was killed.
    """
    lock = None
    try:
        with stops.held():
            lock = _lock(folder)
            if lock is not None:
                _tidy(folder)
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _tidy(folder: Path) -> None:
    for left in [each for each in folder.iterdir() if is_part(each.name) and each.name != PENDING]:
        with suppress(OSError):
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()


def _lock(folder: Path) -> int | None:
    """The lock on a folder; None where there are no such locks: on Windows, and on some network drives."""
    try:
        import fcntl
    except ImportError:
        return None

    def is_ours() -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    handle, began = os.open(folder, os.O_RDONLY), monotonic()
    try:
        while not is_ours():
            if monotonic() - began > PATIENCE:
                message = _(
                    "Another run of this program is writing to {folder}. Try again when it has finished.",
                    folder=str(folder),
                )
                raise FileAccessError(message)
            sleep(0.02)
            stops.listen()
    except OSError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle


class _ChangedError(Exception):
    """A file is not what it was when it was read."""


def _check(place: Path, was: bytes | None) -> tuple[int, int] | None:
    """Raise _ChangedError unless a file holds what it held, and return its stamp; with None nothing is
    checked.
    """
    if was is None:
        return None
    if not place.is_file():
        raise _ChangedError
    stamp = _stamp(place)
    if place.read_bytes() != was:
        raise _ChangedError
    return stamp


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@stops.held()
def _put_with_manifest(folder: Path, contents: Mapping[str, bytes], known: manifest.Hashes) -> list[Path]:
    new = {name: [manifest.digest(content)] for name, content in contents.items()}
    others = {name: hashes for name, hashes in known.items() if name not in new and (folder / name).is_file()}
    pending = folder / PENDING
    was_pending = pending.exists()
    either = {name: list(dict.fromkeys((*known.get(name, ()), *hashes))) for name, hashes in new.items()}
    _put(folder, {PENDING: manifest.text({**others, **either})})
    try:
        all_texts = {**contents, MANIFEST: manifest.text({**others, **new})}
        *written, _ = _put(folder, all_texts, written=stops.listen)
    except BaseException:
        with suppress(OSError):
            if not was_pending and all(
                manifest.digest_of(folder / name) in (None, *known.get(name, ())) for name in new
            ):
                pending.unlink()
        raise
    with suppress(OSError):
        pending.unlink()
    return written


def _put(
    folder: Path,
    texts: Mapping[str, str | bytes],
    like: Path | None = None,
    was: bytes | None = None,
    written: Callable[[], None] = lambda: None,
) -> list[Path]:
    """Write files of a folder: each first beside its place, and when all are whole, each in its place.

    Args:
        folder: The folder.
        texts: What they are to hold, by name.
        like: The file whose owner, group and mode they take; without it, everybody may read them.
        was: What stands in each place; when it is something else, right before or right after the file is
            moved there, it is kept.
        written: Called after each file is written, before the first is moved. The old ones stay if it raises.
    """
    waiting = {part_of(folder): folder / name for name in texts}
    kept: dict[Path, Path | None] = {}  # by its place, what stood there; None where nothing did
    inner = {place.parent for place in waiting.values()} - {folder}
    new = [inside for inside in inner if not inside.exists()]
    try:
        for part, text in zip(waiting, texts.values(), strict=True):
            _write(part, text, like)
            written()
        for inside in inner:
            inside.mkdir(parents=True, exist_ok=True)
        for part, place in waiting.items():
            _keep(place, folder, kept)
            stamp = _check(place, was)
            part.replace(place)
            old = kept.get(place)
            if old and stamp and _stamp(old) != stamp:  # an editor wrote into it before it was moved away
                raise _ChangedError
    except BaseException:
        for part, place in waiting.items():
            if place in kept and not part.exists():  # what was not moved has left its place as it is
                with suppress(OSError):
                    old.replace(place) if (old := kept[place]) else place.unlink()
        for inside in new:
            with suppress(OSError):
                inside.rmdir()
        raise
    finally:
        for left in filter(None, (*waiting, *kept.values())):
            with suppress(OSError):
                left.unlink()
    return list(waiting.values())


def _keep(place: Path, folder: Path, kept: dict[Path, Path | None]) -> None:
    """Keep what stands at a place under a second name in the folder; not where no file can have two, as on
    some drives and in a browser.
    """
    old = part_of(folder)
    try:
        os.link(place, old)
        kept[place] = old
    except FileNotFoundError:
        kept[place] = None
    except (OSError, AttributeError):
        pass


def part_of(folder: Path) -> Path:
    """Return a new name in a folder for what is not whole yet; the next run removes what has such a name."""
    return folder / os.urandom(4).hex().join(_PART)


def _write(path: Path, content: str | bytes, like: Path | None) -> None:
    """Write a new file, that nobody else can read before it is whole."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(_bytes(content))
        file.flush()
        os.fsync(file.fileno())
    if like and like.exists():  # it may have been deleted since
        _take_access(path, like)
    else:
        path.chmod(0o644)


def _take_access(path: Path, like: Path) -> None:
    """Give a file the owner, group, mode and access list of another, as far as the system allows it.

    Where it may not have the group, the group that it has gets no more rights than everybody.
    """
    model = like.stat()
    if hasattr(os, "chown"):
        for owner, group in ((model.st_uid, -1), (-1, model.st_gid)):
            with suppress(PermissionError):
                os.chown(path, owner, group)
    shutil.copystat(like, path)
    os.utime(path)  # it was written now
    mode = stat.S_IMODE(model.st_mode)
    if path.stat().st_gid != model.st_gid:
        mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    path.chmod(mode)


def is_part(name: str) -> bool:
    """Return whether a name is one that `part_of` gives."""
    return name.startswith(_PART[0]) and name.endswith(_PART[1])


def write_new(path: Path, text: str) -> None:
    """Write a new file for an editor, making its folder.

    Raises:
        FileAccessError: The file already exists, or it cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise FileAccessError(
            _("{file} already exists, so it was not replaced. Name another file.", file=str(path))
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error
    replace(path, text)
