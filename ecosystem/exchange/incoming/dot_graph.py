"""DOT (https://graphviz.org/doc/info/lang.html) → what was found.

A cluster with a label is an entry, and what stands in it is part of it. The reader is our own: pydot takes
some milliseconds for each edge, which is a minute for a map of ten thousand links. The tests compare the two.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ecosystem.exchange.incoming.parsed_network import BOTH_WAYS, MOST_THINGS, PARENT, Cells, ParsedNetwork
from ecosystem.language import _

MOST_DEEP = 50
"""Brackets within brackets."""
_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/|^\#[^\n]*)
    |(?P<quoted>"(?:\\.|[^"\\])*")
    |(?P<sign>->|--|[{}\[\]=;,:+])
    |(?P<markup><)
    |(?P<word>-?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)|[^\W\d][\w]*)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_LOOKS = re.compile(
    r"(?:font|pen|line|head|tail|arrow|label|x|edge)(?:name|names|size|color|width|style|type|port|loc|"
    r"angle|head|tail|just|distance|float|label|url|href|target|tooltip|clip|lp)"
    r"|.*color|.*style|.*shape|rank\w*|splines|constraint|len|minlen|group|margin|peripheries|sides|"
    r"tooltip|id|class|decorate|ordering|width|height|pos|lp|xlp|bb|fixedsize|regular|orientation|"
    r"image\w*|skew|distortion|same(?:head|tail)|layer|ltail|lhead|overlap|nodesep|charset|rotate"
)


@dataclass(slots=True)
class _Scope:
    """What a pair of curly brackets sets for what stands in it."""

    parent: str = ""
    defaults: dict[str, Cells] = field(default_factory=lambda: {"node": {}, "edge": {}, "graph": {}})
    nodes: dict[str, None] = field(default_factory=dict)


def from_dot(text: str, network: ParsedNetwork) -> ParsedNetwork:
    """Read the first graph of a DOT file into a network."""
    _Dot(text, network).read()
    return network


class _Dot:
    """Reads a graph token by token."""

    def __init__(self, text: str, network: ParsedNetwork) -> None:
        self._tokens = _tokens(text)
        self._network = network
        self._next: tuple[str, str] = ("", "")
        self._both = False
        self._depth = 0
        self._step()

    def read(self) -> None:
        if self._next[1].lower() == "strict":
            self._step()
        kind = self._word().lower()
        if kind not in ("graph", "digraph"):
            raise ValueError(_("it does not start with ‘graph’ or ‘digraph’"))
        self._both = kind == "graph"
        name = self._word() if self._next[0] != "sign" else ""
        scope = _Scope()
        self._body(scope)
        self._network.title = str(scope.defaults["graph"].get("label") or name)
        self._network.is_list = True

    def _step(self) -> tuple[str, str]:
        now, self._next = self._next, next(self._tokens, ("end", ""))
        return now

    def _take(self, sign: str) -> bool:
        """Step over a sign if it comes next."""
        is_next = self._next == ("sign", sign)
        if is_next:
            self._step()
        return is_next

    def _word(self) -> str:
        kind, text = self._step()
        if kind not in ("word", "text"):
            raise ValueError(_("‘{sign}’ stands where a name should", sign=text or _("the end of the file")))
        while kind == "text" and self._take("+"):
            kind, more = self._step()
            text += more
        return text

    def _body(self, scope: _Scope) -> None:
        self._depth += 1
        if self._depth > MOST_DEEP:
            raise ValueError(_("it is nested too deeply"))
        if not self._take("{"):
            raise ValueError(_("a curly bracket is missing"))
        while not self._take("}"):
            if not (self._take(";") or self._take(",")):
                self._statement(scope)
        self._depth -= 1

    def _statement(self, scope: _Scope) -> None:
        if self._next[0] == "word" and self._next[1].lower() in scope.defaults:
            scope.defaults[self._step()[1].lower()] |= self._attributes()
            return
        chain = [self._ends(scope)]
        if self._take("="):
            (name,) = chain[0][0]
            scope.defaults["graph"][name] = self._word()
            return
        while self._next in (("sign", "->"), ("sign", "--")):
            self._step()
            chain.append(self._ends(scope))
        attributes = self._attributes()
        if len(chain) == 1:
            if chain[0][1]:  # a node, and no subgraph
                self._network.nodes[next(iter(chain[0][0]))] |= _told(attributes)
            return
        for tails, heads in pairwise(chain):
            self._edges(list(tails[0]), list(heads[0]), {**scope.defaults["edge"], **attributes})

    def _edges(self, tails: list[str], heads: list[str], cells: Cells) -> None:
        if len(tails) * len(heads) + len(self._network.links) > MOST_THINGS:
            raise ValueError(
                _("it has more than {limit} entries or links. Split it in two", limit=MOST_THINGS)
            )
        direction = cells.get("dir")
        values = _told({name: value for name, value in cells.items() if name != "dir"})
        if self._both or direction in ("both", "none"):
            values[BOTH_WAYS] = True
        for tail in tails:
            for head in heads:
                ends = (head, tail) if direction == "back" else (tail, head)
                self._network.links.append((*ends, dict(values)))

    def _ends(self, scope: _Scope) -> tuple[dict[str, None], bool]:
        """Return the nodes at an end of an edge, and whether it is a single node."""
        if self._next == ("sign", "{") or (self._next[0] == "word" and self._next[1].lower() == "subgraph"):
            return self._subgraph(scope), False
        name = self._word()
        while self._take(":"):  # a port
            self._word()
        if self._next != ("sign", "="):
            self._know(scope, name)
        return {name: None}, True

    def _know(self, scope: _Scope, name: str) -> None:
        scope.nodes[name] = None
        if name not in self._network.nodes:
            self._network.nodes[name] = _told(scope.defaults["node"])
        if scope.parent and scope.parent != name:
            self._network.nodes[name].setdefault(PARENT, scope.parent)

    def _subgraph(self, outer: _Scope) -> dict[str, None]:
        name = ""
        if self._next[1].lower() == "subgraph":
            self._step()
            name = self._word() if self._next[0] != "sign" else ""
        defaults = {kind: dict(cells) for kind, cells in outer.defaults.items()}
        scope = _Scope(outer.parent, defaults)
        scope.defaults["graph"] = {}
        self._body(scope)
        label = scope.defaults["graph"].get("label")
        if name.startswith("cluster") and label:
            self._network.nodes.setdefault(name, {"label": label})
            if outer.parent:
                self._network.nodes[name].setdefault(PARENT, outer.parent)
            for node in scope.nodes:
                self._network.nodes[node].setdefault(PARENT, name)
        outer.nodes |= scope.nodes
        return scope.nodes

    def _attributes(self) -> Cells:
        cells: Cells = {}
        while self._take("["):
            while not self._take("]"):
                if self._take(",") or self._take(";"):
                    continue
                name = self._word()
                cells[name] = self._word() if self._take("=") else "true"
        return {name: value for name, value in cells.items() if value}


def _told(attributes: Cells) -> Cells:
    """Return the attributes that say something, and not how it looks."""
    return {name: value for name, value in attributes.items() if not _LOOKS.fullmatch(name)}


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words and signs of a text: `word`, `text` for what was quoted, `sign`."""
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ValueError(_("‘{sign}’ is not DOT", sign=text[place]))
        place = match.end()
        match match.lastgroup:
            case "quoted":
                yield "text", _unescaped(match[0])
            case "markup":
                end = _end_of_markup(text, place)
                yield "text", _words(text[place : end - 1])
                place = end
            case "sign" | "word" as kind:
                yield str(kind), match[0]


def _end_of_markup(text: str, place: int) -> int:
    depth = 1
    for sign in re.compile("[<>]").finditer(text, place):
        depth += 1 if sign[0] == "<" else -1
        if not depth:
            return sign.end()
    raise ValueError(_("a pointed bracket is never closed"))


def _words(markup: str) -> str:
    return " ".join(html.unescape(re.sub("<[^<>]*>", " ", markup)).split())


def _unescaped(quoted: str) -> str:
    r"""Return the text that a string of DOT stands for.

    >>> _unescaped(r'"The \"Hub\" \\N"')
    'The "Hub" \\N'
    """
    text = re.sub(r"\\\r?\n", "", quoted[1:-1])
    return re.sub(r"\\(.)", lambda match: " " if match[1] in "nlr" else match[1], text)
