"""The poster: the three headlines, the wheel with its organisations, its key, the priorities, the sources."""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import Any

from ecosystem.city import City
from ecosystem.infographic.theme import dashes, theme
from ecosystem.infographic.view import View, plain
from ecosystem.infographic.wheel import KindMark, Spoke
from ecosystem.language import _, isolated, joined, plural
from ecosystem.paper import drawing, qr
from ecosystem.paper.typesetting import Press, licence_words, setting
from ecosystem.words import shortened

SHEETS = ("a3", "a4")
NAMES = (*(f"poster-{sheet}.pdf" for sheet in SHEETS), "poster.svg", "poster.png")
PICTURE = 96.0  # pixels an inch: small enough to send, and every word can be read
MOST_USED = 5  # sources named
LEAD = 400  # characters of the summary, which leave the sheet to the wheel; all of it describes the document
MOST_NAMED = 1000  # organisations in the list; more would make a book of it


def files(
    city: City, view: View, *, url: str | None = None, press: Press | None = None
) -> dict[str, str | bytes]:
    """The posters as PDF, and the larger one as pictures, by file name. `url` is where the map is published.

    Raises:
        MissingFontError: A font or a letter is not there.
    """
    press, content = press or Press(), contents(city, view, url)
    sheets = {sheet: {**content, "sheet": sheet} for sheet in SHEETS}
    return {
        **{f"poster-{sheet}.pdf": press.pdf("poster.typ", sheets[sheet]) for sheet in SHEETS},
        "poster.svg": press.svg("poster.typ", sheets["a3"], title=view.title, words=plain(view).wheel_words),
        "poster.png": press.png("poster.typ", sheets["a3"], ppi=PICTURE),
    }


def contents(city: City, view: View, url: str | None = None) -> dict[str, Any]:
    """Everything the poster says, in its order, as plain values."""
    view = plain(view)
    return {
        **setting(view.language),
        "title": view.title,
        "headline": isolated(view.title),
        "summary": view.summary,
        "lead": isolated(shortened(view.summary, LEAD)),
        "as_it_stood": view.as_it_stood,
        "glance": [(f"{number:,}", noun) for number, noun in view.glance],
        "gathered": bool(view.wheel.groups),
        "colours": theme(),
        "wheel": wheel(view),
        "kinds": list(_kinds(city, view)),
        "bases": [
            {
                "dash": dashes()[basis.basis],
                "thickness": drawing.thickness(basis.basis),
                "words": basis.words,
                "count": basis.count,
            }
            for basis in view.bases
        ],
        "plan": view.hub_title,
        "priorities": list(_priorities(view)),
        "headlines": [{"lead": headline.lead, "rest": headline.rest} for headline in view.headlines],
        "url": url,
        "qr": qr.svg(url) if url else None,
        "words": _words(city, view, url),
    }


def _words(city: City, view: View, url: str | None) -> dict[str, Any]:
    """Return the headings and sentences around what the view says."""
    families = [_("{family} ({count})", family=family.words, count=family.count) for family in view.families]
    return {
        "priorities": _("Priorities"),
        "links": _("Links"),
        "connects": _("connects to a priority"),
        "families": _("They are about {subjects}.", subjects=joined(families)) if families else None,
        "listed": _("Who is on the map"),
        "list_named": _list_words(view, numbered=False),
        "list_numbered": _list_words(view, numbered=True),
        "sources": _sources(city, view),
        "published": _("Published {date}", date=view.edition),
        "overleaf": _("{map}, published {date}.", map=view.title, date=view.edition),
        "licence": licence_words(view.licence),
        "qr": _("QR code that opens {address}", address=url or ""),
    }


def _list_words(view: View, *, numbered: bool) -> str:
    """Return how to read the list beside the wheel."""
    if view.wheel.groups:
        sentences = [
            _("Each mark on the wheel stands for all entries of one type."),
            _("A larger mark stands for more entries, and a wider line for more links."),
        ]
        if sum(len(group.entries) for section in view.directory for group in section.groups) > MOST_NAMED:
            sentences.append(_("The full map names them all."))
        return " ".join(sentences)
    order = (
        _("The numbers run clockwise round the wheel.")
        if numbered
        else _("The list follows the wheel clockwise.")
    )
    return f"{order} {_('Each type has its own mark, which is larger for entries with more links.')}"


def wheel(view: View) -> dict[str, Any]:
    """Return the wheel, its picture and its words, as plain values."""
    drawn = view.wheel
    return {
        "words": view.wheel_words,
        "picture": drawing.wheel(view),
        "reach": drawing.reach(view),
        "label_ring": drawn.label_ring,
        "spokes": [
            *(
                {**_ray(spoke), "number": number, "hue": view.spoke_names[spoke.id].hue}
                for number, spoke in enumerate(drawn.spokes, 1)
            ),
            *({**_ray(group), "number": None, "hue": group.kind.hue.value} for group in drawn.groups),
        ],
        "hub_title": view.hub_title,
        "list_x": drawn.list_x,
        "marks": [
            {
                "number": mark.priority.number,
                "label": mark.priority.label,
                "x": mark.x,
                "y": mark.y,
                "line_y": mark.line_y,
            }
            for mark in drawn.hub_marks
        ],
    }


def _ray(mark: Spoke | KindMark) -> dict[str, Any]:
    """A name on the rim. Those of whole kinds are bold."""
    bold = mark.bold if isinstance(mark, Spoke) else True
    return {"label": mark.label, "rotate": mark.rotate, "flipped": mark.flipped, "bold": bold}


def _kinds(city: City, view: View) -> Iterator[dict[str, Any]]:
    """The kinds with their organisations, numbered as on the wheel; of a very large city only how many
    they are.
    """
    members = {
        group.kind.id: [entry.id for entry in group.entries]
        for section in view.directory
        for group in section.groups
    }
    if view.wheel.spokes:
        members = {kind: [spoke.id for spoke in view.wheel.spokes if spoke.kind == kind] for kind in members}
    names = sum(map(len, members.values())) <= MOST_NAMED
    number = count(1)
    for key_kind in view.kinds:
        own = members[key_kind.kind.id]
        yield {
            "plural": key_kind.kind.plural if names else f"{key_kind.kind.plural} ({len(own):,})",
            "hue": key_kind.kind.hue.value,
            "mark": drawing.mark(key_kind.mark, key_kind.kind.hue.value),
            "organisations": [
                {"number": next(number), "name": city.value(organisation).name}
                for organisation in (own if names else ())
            ],
        }


def _priorities(view: View) -> Iterator[dict[str, Any]]:
    for plan in view.plans:
        for priority in plan.priorities if plan.chosen else ():
            many = priority.connected
            organisations = plural("{count} organisation connects", "{count} organisations connect", many)
            yield {
                "number": priority.number,
                "name": priority.name,
                "organisations": organisations if many else _("no organisation connects"),
            }


def _sources(city: City, view: View) -> str:
    """Say how many sources there are, and which most links rest on."""
    links = Counter(
        source for link in city.ecosystem.links for source in {citation.id for citation in link.sources}
    )
    known = city.ecosystem.sources
    most = sorted(links, key=lambda source: (-links[source], list(known).index(source)))[:MOST_USED]
    total = plural(
        "The full map gives the source of every link and fact: {count} document or page.",
        "The full map gives the source of every link and fact: {count} documents and pages.",
        len(view.sources),
    )
    if not most:
        return total
    titles = [
        _("‘{title}’ ({publisher})", title=known[source].title, publisher=known[source].publisher)
        for source in most
    ]
    return f"{total} {_('The most used are {sources}.', sources=joined(titles))}"
