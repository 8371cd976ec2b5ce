"""The studio in a browser with the program beside it, so that tests of its forms need not wait for Python.

The page, its script and its content rules are those of the studio. Only `Worker` is another one, which stands
before the script so that it is there in every browser: it asks this server, which calls the same session.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from time import sleep
from typing import Any

from click.testing import CliRunner

from ecosystem import bundles
from ecosystem.cli import main
from ecosystem.studio import handover, static_site
from ecosystem.studio.session import Session

TODAY = date(2026, 11, 30)

WORKER = """
const packed = (value) => !(value instanceof Uint8Array) ? value : new Promise((resolve) => {
  const reader = new FileReader();
  reader.onload = () => resolve({ bytes: reader.result.split(",")[1] });
  reader.readAsDataURL(new Blob([value]));
});
delete Navigator.prototype.serviceWorker; // nothing is kept: every test has a server of its own
window.Worker = class {
  terminate() {
    this.postMessage = this.answer = () => {};
  }
  postMessage(asked) {
    this.last = Promise.resolve(this.last).then(() => this.answer(asked)); // calls follow one another
  }
  async answer({ home, id, method, args }) {
    const say = (data) => this.onmessage?.({ data });
    if (home) {
      window.kill = () => this.onerror(new ErrorEvent("error"));
      this.number = await (await fetch("/start", { method: "POST" })).json();
      return say({ step: "ready" });
    }
    const list = await Promise.all(args.map(packed));
    const body = JSON.stringify({ number: this.number, method, args: list });
    const answer = await fetch("/call", { method: "POST", body });
    const revive = (name, value) => (name === "data" && value?.at ? Uint8Array.from(value) : value);
    say({ id, ...JSON.parse(await answer.text(), revive) });
  }
};
"""
"""Takes the place of the workers; see `worker.js` for what it is asked."""


def run(args: Sequence[str]) -> tuple[int, str]:
    answer = CliRunner().invoke(main, list(args), prog_name="ecosystem")
    return answer.exit_code, answer.output


def _bytes(value: Any) -> Any:
    return b64decode(value["bytes"]) if isinstance(value, dict) and value.keys() == {"bytes"} else value


class Studio:
    """A studio that is served, and its session.

    Attributes:
        busy: Whoever holds it keeps the program from answering, as a large file does.
        delays: How many seconds the program takes to answer a method, beside its own time.
    """

    def __init__(self) -> None:
        self.busy = Lock()
        self.delays: dict[str, float] = {}
        self.session = Session(run=run, today=TODAY)
        self.address = ""
        self.sessions: list[Session] = []

    def answer(self, path: str, body: bytes) -> tuple[str, bytes]:
        """Return the type and the content of what is asked for."""
        match path.partition("?")[0]:
            case "/call":
                asked = json.loads(body)
                session = self.sessions[asked["number"]]
                made = asked["method"] == "make"
                method: Callable[..., Any] = self.make if made else getattr(session, asked["method"])
                sleep(self.delays.get(asked["method"], 0))
                with session.speaking():
                    result = method(*map(_bytes, asked["args"]))
                return "application/json", json.dumps({"result": result}, default=list).encode()
            case "/start":
                self.session = Session(run=run, today=TODAY)
                self.sessions.append(self.session)
                return "application/json", str(len(self.sessions) - 1).encode()
            case "/studio.js" | "/studio.css" | "/text.js" as name:
                kind = "text/javascript" if name.endswith("js") else "text/css"
                before = f"{{{WORKER}}}\n" if name == "/studio.js" else ""
                return kind, (before + bundles.text(static_site.BUNDLES[name[1:]])).encode()
        return "text/html; charset=utf-8", self.page().encode()

    def make(self, what: str, url: str = "") -> handover.Made:
        """Return an output, as the program in the worker does; its bytes are a list of numbers."""
        state = self.session.state()
        with TemporaryDirectory() as folder:
            return handover.make(what, state["name"], state["text"], run, Path(folder), url)

    def page(self) -> str:
        """Return the page of the studio, whose parts nobody loads."""
        parts = {name: {"size": 1, "version": "1"} for name in static_site.BUNDLES}
        large = ("python.wasm.gz", "standard.zip.gz", "libraries.zip.gz", "program.zip.gz")
        parts |= {name: {"size": 1, "version": "1"} for name in large}
        return static_site.html(parts)


@contextmanager
def served() -> Iterator[Studio]:
    """Serve a studio on this machine."""
    studio = Studio()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            with studio.busy:
                kind, content = studio.answer(self.path, body)
            with suppress(ConnectionError):  # a tab that was killed hears no answer
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    studio.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield studio
    finally:
        server.shutdown()
        server.server_close()
