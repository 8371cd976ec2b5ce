"""The server of the preview: one draft at a time, for browsers of this machine."""

import asyncio
import errno
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextvars import copy_context
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

from ecosystem.errors import PreviewError
from ecosystem.language import _
from ecosystem.preview import copies, mistakes, suggested
from ecosystem.preview.drafts import Draft, following

HOST = "127.0.0.1"
NAMES = [HOST, "localhost"]
"""What a browser may call us. Under any other name a foreign page would be asking, by way of its own DNS."""
OUR_NAMES = Middleware(TrustedHostMiddleware, allowed_hosts=NAMES, www_redirect=False)

UNFRAMED = "frame-ancestors 'none'"
"""No page of another site may hold the preview in a frame, and hear from it what an editor does."""

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": UNFRAMED,
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def run(data: Path, port: int, say: Callable[[str], None], opened: Callable[[str], None]) -> None:
    """As `preview.serve`."""
    stop = Event()
    with listening(port) as door, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        drafts = following(data, Path(folder), stop)
        draft = next(drafts)
        server = _Following(Site(data, draft))

        def ready() -> None:
            opened(f"http://{HOST}:{door.getsockname()[1]}/")
            say(draft.sentence)
            spoken = copy_context()  # a thread starts without the language that is spoken
            Thread(target=spoken.run, args=(server.follow, drafts, say), daemon=True).start()

        server.ready = ready
        try:
            server.run([door])
        finally:
            stop.set()
    raise server.bug or KeyboardInterrupt


def listening(port: int) -> socket.socket:
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, port))
        door.listen()
    except OSError as error:
        door.close()
        if error.errno == errno.EADDRINUSE:
            sentence = _("Another program is using port {port}.", port=str(port))
        else:
            reason = os.strerror(error.errno or 0)
            sentence = _("The preview cannot use port {port}: {reason}.", port=str(port), reason=reason)
        raise PreviewError(f"{sentence} {_('Choose another with --port.')}") from error
    return door


class Server(uvicorn.Server):
    """A server that says when it answers, and ends when it is told to."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(
            uvicorn.Config(app, loop="asyncio", ws="none", lifespan="off", log_config=None, log_level="error")
        )
        self.ready: Callable[[], None] = lambda: None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Only end: what a signal means to a command, the command says."""
        self.should_exit = True


class _Following(Server):
    """Ends at once when it is told to: open pages wait for news, and are let go."""

    bug: Exception | None = None

    def __init__(self, site: "Site") -> None:
        super().__init__(site.app)
        self._site = site

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._site.close()
        await super().shutdown(sockets)

    def follow(self, drafts: Iterator[Draft], say: Callable[[str], None]) -> None:
        """Show each new draft. A bug in making one ends the server, and is raised where it was started."""
        try:
            for draft in drafts:
                self._loop.call_soon_threadsafe(self._site.show, draft)
                if draft.files is not None:
                    say(draft.sentence)
        except Exception as error:
            self.bug = error
            self.should_exit = True


class Site:
    """What a browser may ask for, all of it about one draft."""

    def __init__(self, data: Path, draft: Draft) -> None:
        self._data = data
        self._draft = draft
        self._turn = asyncio.Event()
        self._open = True
        self.app = Starlette(
            routes=[
                Route("/", self._front),
                Route("/index.html", self._front),
                Route(mistakes.MAP, self._last_good),
                Route(suggested.PAGE, self._suggestions),
                Route(copies.NEWS, self._news),
                Route("/{name:path}", self._file),
            ],
            middleware=[OUR_NAMES],
        )

    def show(self, draft: Draft) -> None:
        """Show a draft from now on, and tell every open page."""
        self._draft = draft
        self._tell()

    def close(self) -> None:
        """Let go of the pages that wait for news."""
        self._open = False
        self._tell()

    def _tell(self) -> None:
        turn, self._turn = self._turn, asyncio.Event()
        turn.set()

    async def _front(self, _request: Request) -> Response:
        draft = self._draft
        if draft.error:
            return _page(mistakes.render(draft, self._data), draft)
        notice = suggested.notice(draft)
        return _page(copies.with_notice(draft.map, notice) if notice else draft.map, draft)

    async def _suggestions(self, _request: Request) -> Response:
        return _page(suggested.render(self._draft, self._data), self._draft)

    async def _last_good(self, request: Request) -> Response:
        draft = self._draft
        if not draft.error or not draft.map:
            return await self._front(request)
        return _page(copies.with_notice(draft.map, mistakes.notice(draft, self._data)), draft)

    async def _news(self, _request: Request) -> Response:
        return StreamingResponse(self._versions(), media_type="text/event-stream", headers=HEADERS)

    async def _versions(self) -> AsyncIterator[str]:
        while self._open:
            turn = self._turn
            yield f"data: {self._draft.version}\n\n"
            await turn.wait()

    async def _file(self, request: Request) -> Response:
        """A file of the last good edition, as soon as it is written."""
        while (draft := self._draft).files is None and self._open:
            await self._turn.wait()
        file = (draft.files or {}).get(name := request.path_params["name"])
        # Some computers clean their temporary folders: the next save writes them anew.
        if not file or not file.exists():
            missing = _("The map has no file {name}.", name=name)
            return PlainTextResponse(f"{missing}\n", 404, headers=HEADERS)
        if name.endswith(".html"):
            return _page(file.read_text(encoding="utf-8"), draft)
        return FileResponse(file, headers=HEADERS)


def _page(html: str, draft: Draft) -> Response:
    html = copies.reloading(html, draft.version)
    rules = copies.policy(html)
    framing = {"content-security-policy": f"{rules}; {UNFRAMED}"} if rules else {}
    return HTMLResponse(html, headers=HEADERS | framing)
