"""The studio, served to browsers of this machine."""

from collections.abc import Callable, Mapping
from mimetypes import guess_type
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ecosystem.language import _
from ecosystem.preview.site import HEADERS, HOST, OUR_NAMES, UNFRAMED, Server, listening

TYPES = {".mjs": "text/javascript", ".js": "text/javascript"}
"""Types that browsers insist on, and that some systems call otherwise."""


def run(contents: Mapping[str, str | bytes], rules: str, port: int, opened: Callable[[str], None]) -> None:
    """Serve files by name under content rules; see `static_site.serve`."""
    server = Server(_site(contents, rules))
    with listening(port) as door:
        server.ready = lambda: opened(f"http://{HOST}:{door.getsockname()[1]}/")
        server.run([door])
    raise KeyboardInterrupt


def _site(contents: Mapping[str, str | bytes], rules: str) -> Starlette:
    headers = HEADERS | {"cache-control": "no-cache", "content-security-policy": f"{rules}; {UNFRAMED}"}

    async def file(request: Request) -> Response:
        name = request.path_params["name"] or "index.html"
        if name not in contents:
            missing = _("The studio has no file {name}.", name=name)
            return PlainTextResponse(f"{missing}\n", 404, headers=HEADERS)
        kind = TYPES.get(Path(name).suffix) or guess_type(name, strict=False)[0]
        return Response(contents[name], media_type=kind or "application/octet-stream", headers=headers)

    return Starlette(routes=[Route("/{name:path}", file)], middleware=[OUR_NAMES])
