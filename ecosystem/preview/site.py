"""The server of the preview: one draft at a time, for browsers of this machine."""

import asyncio
import errno
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from threading import Event, Thread
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from ecosystem import edition
from ecosystem.errors import EcosystemError, Unserved
from ecosystem.preview import copies, mistakes
from ecosystem.preview.drafts import MAKING, Draft, following

HOST = "127.0.0.1"
NAMES = [HOST, "localhost"]
"""What a browser may call us. Under any other name a foreign page would be asking, by way of its own DNS."""

_HEADERS = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

_Files = Mapping[str, Path]


def run(data: Path, port: int, say: Callable[[str], None], opened: Callable[[str], None]) -> None:
    """As `preview.serve`."""
    stop = Event()
    with _listening(port) as door, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        drafts = following(data, stop)
        draft = next(drafts)
        server = _Server(Site(data, draft, Path(folder)))

        def ready() -> None:
            opened(f"http://{HOST}:{door.getsockname()[1]}/")
            say(draft.sentence)
            Thread(target=server.follow, args=(drafts, say), daemon=True).start()

        server.ready = ready
        try:
            server.run([door])
        finally:
            stop.set()
    raise server.bug or KeyboardInterrupt


def _listening(port: int) -> socket.socket:
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, port))
        door.listen()
    except OSError as error:
        door.close()
        taken = error.errno == errno.EADDRINUSE
        why = "another program uses it" if taken else os.strerror(error.errno or 0).lower()
        raise Unserved(f"Port {port} cannot be used: {why}. Choose another with --port.") from error
    return door


class _Server(uvicorn.Server):
    """Ends at once when it is told to: open pages wait for news, and are let go."""

    bug: Exception | None = None

    def __init__(self, site: "Site") -> None:
        super().__init__(
            uvicorn.Config(
                site.app, loop="asyncio", ws="none", lifespan="off", log_config=None, log_level="error"
            )
        )
        self.ready: Callable[[], None] = lambda: None
        self._site = site

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._site.close()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Only end: what a signal means to a command, the command says."""
        self.should_exit = True

    def follow(self, drafts: Iterator[Draft], say: Callable[[str], None]) -> None:
        """Show each new draft. A bug in making one ends the server, and is raised where it was started."""
        try:
            for draft in drafts:
                self._loop.call_soon_threadsafe(self._site.show, draft)
                say(draft.sentence)
        except Exception as error:
            self.bug = error
            self.should_exit = True


class Site:
    """What a browser may ask for, all of it about one draft."""

    def __init__(self, data: Path, draft: Draft, folder: Path) -> None:
        self._data = data
        self._draft = draft
        self._folder = folder
        self._written: tuple[str, _Files] = ("", {})
        self._turn = asyncio.Event()
        self._open = True
        self._awaited: set[asyncio.Future[_Files]] = set()
        self.app = Starlette(
            routes=[
                Route("/", self._front),
                Route("/index.html", self._front),
                Route(mistakes.MAP, self._last_good),
                Route(copies.NEWS, self._news),
                Route("/{name:path}", self._file),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=NAMES, www_redirect=False)],
            exception_handlers={EcosystemError: _sorry},
        )

    def show(self, draft: Draft) -> None:
        """Show a draft from now on, and tell every open page."""
        self._draft = draft
        self._tell()

    def close(self) -> None:
        """Let go of everybody who waits for something."""
        self._open = False
        self._tell()
        for each in self._awaited:
            each.cancel()

    def _tell(self) -> None:
        told, self._turn = self._turn, asyncio.Event()
        told.set()

    async def _front(self, _: Request) -> Response:
        draft = self._draft
        return _page(mistakes.render(draft, self._data) if draft.error else draft.map, draft)

    async def _last_good(self, request: Request) -> Response:
        draft = self._draft
        if not draft.error or not draft.map:
            return await self._front(request)
        return _page(copies.with_notice(draft.map, mistakes.notice(draft, self._data)), draft)

    async def _news(self, _: Request) -> Response:
        return StreamingResponse(self._versions(), media_type="text/event-stream", headers=_HEADERS)

    async def _versions(self) -> AsyncIterator[str]:
        while self._open:
            turn = self._turn
            yield f"data: {self._draft.version}\n\n"
            await turn.wait()

    async def _file(self, request: Request) -> Response:
        """A file of the last good edition, which is written when somebody first asks for one."""
        draft, name = self._draft, request.path_params["name"]
        files = await self._edition(draft)
        if name not in files:
            return PlainTextResponse(f"There is no {name} beside the map.\n", 404, headers=_HEADERS)
        if name.endswith(".html"):
            return _page(files[name].read_text(encoding="utf-8"), draft)
        return FileResponse(files[name], headers=_HEADERS)

    async def _edition(self, draft: Draft) -> _Files:
        """The files of a draft, made in a thread that holds up nothing: neither other pages nor the end."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[_Files] = loop.create_future()

        def settle(files: _Files | Exception) -> None:
            if done.done():
                return
            if isinstance(files, Exception):
                done.set_exception(files)
            else:
                done.set_result(files)

        def work() -> None:
            try:
                files: _Files | Exception = self._write(draft)
            except Exception as error:
                files = error
            loop.call_soon_threadsafe(settle, files)

        self._awaited.add(done)
        Thread(target=work, daemon=True).start()
        try:
            return await done
        finally:
            self._awaited.discard(done)

    def _write(self, draft: Draft) -> _Files:
        if draft.graph is None:
            return {}
        with MAKING:
            if self._written[0] != draft.map:
                paths = edition.write(draft.graph, self._folder, force=True, allow_loss=True)
                files = {path.relative_to(self._folder).as_posix(): path for path in paths}
                self._written = (draft.map, files)
            return self._written[1]


def _page(html: str, draft: Draft) -> Response:
    html = copies.reloading(html, draft.version)
    rules = copies.policy(html)
    return HTMLResponse(html, headers=_HEADERS | ({"content-security-policy": rules} if rules else {}))


async def _sorry(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 500, headers=_HEADERS)
