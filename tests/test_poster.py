"""The poster: everybody named and selectable, large enough to read, within the page, and tagged."""

import re
import subprocess
import sys
from gettext import NullTranslations
from io import BytesIO
from itertools import combinations, groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pikepdf
import pytest
import segno
import typst
from click.testing import CliRunner
from msgspec.structs import replace
from PIL import Image, ImageChops

from ecosystem import cli, dataset, edition, language
from ecosystem.city import City
from ecosystem.errors import MissingFontError
from ecosystem.infographic import theme, view
from ecosystem.infographic.shapes import MARKS
from ecosystem.model import Basis, Entity, Shape
from ecosystem.paper import card, colours, drawing, poster, qr, typesetting
from ecosystem.paper.typesetting import Press
from tests import pdf_sheets
from tests.cities import SMALL
from tests.fixture import BRISTOL, WRES

SHEETS = {"poster-a3.pdf": (841.89, 1190.55), "poster-a4.pdf": (595.28, 841.89)}
LEAST = {"poster-a3.pdf": 7.0, "poster-a4.pdf": 6.0}  # points
HOSTILE = ('#panic("x")', "*a* _b_", "$x$ @cite <label>", "\\u{41} \\\\ ]", "// /* `raw` https://a.example")


def read(text: str) -> City:
    return City.parse(text)


def made(city: City, url: str | None = None, composed: view.View | None = None) -> dict[str, bytes]:
    composed = composed or view.compose(city)
    files = poster.files(city, composed, url=url)
    files["share-card.png"] = card.png(Press(), composed)
    return {name: file.encode() if isinstance(file, str) else file for name, file in files.items()}


def many(count: int) -> str:
    """A city of so many organisations, each a member of the one before."""
    kinds = (
        "kinds: {club: {section: groups, label: club, plural: Clubs, shape: circle, hue: plum}, "
        "crew: {section: groups, label: crew, plural: Crews, shape: square, hue: blue}}\n"
    )
    types = (
        "link_types: {knows: {label: knows, inverse: is known by, family: knowledge, "
        "from: [groups], to: [groups]}}\n"
    )
    organisations = "".join(
        f"  b{number}: {{name: The {number}th Association of Friends of the City, short: Friends {number}, "
        f"kind: {'club' if number % 3 else 'crew'}, source: s}}\n"
        for number in range(count)
    )
    links = "".join(f"  - {{from: b{n}, type: knows, to: b{n - 1}, source: s}}\n" for n in range(1, count))
    about = "ecosystem: {title: A city, place: There, edition: 2026-11, summary: Who., licence: None}\n"
    return f"{about}{kinds}{types}sources: {{s: {{title: S, publisher: P}}}}\ngroups:\n{organisations}" + (
        f"links:\n{links}" if links else ""
    )


@pytest.fixture(scope="module", params=["bristol", "trust", "small", "1 organisation", "240 organisations"])
def city(request: pytest.FixtureRequest, bristol: City, small_city: City) -> City:
    match request.param.split():
        case ["bristol"]:
            return bristol
        case ["trust"]:
            return City.load(WRES)
        case ["small"]:
            return small_city
        case [count, _]:
            return read(many(int(count)))
    raise AssertionError(request.param)


@pytest.fixture(scope="module")
def said(city: City) -> view.View:
    return view.compose(city)


@pytest.fixture(scope="module")
def files(city: City, said: view.View) -> dict[str, bytes]:
    return made(city, "https://www.example.org/map/", said)


@pytest.fixture(scope="module")
def bristols(bristol: City) -> view.View:
    return view.compose(bristol)


# What it says


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_name_can_be_selected_and_only_priorities_are_numbered(
    files: dict[str, bytes], city: City, said: view.View, sheet: str
) -> None:
    text = pdf_sheets.text(files[sheet])
    for number, spoke in enumerate(said.wheel.spokes, 1):
        name = pdf_sheets.squeezed(city.value(spoke.id).name)
        assert name in text
        if len(said.wheel.spokes) < 200:
            assert f"{number}{name}" not in text


def test_organisations_are_numbered_where_their_names_do_not_fit_round_the_wheel() -> None:
    text = pdf_sheets.text(made(read(many(340)))["poster-a4.pdf"])
    assert pdf_sheets.squeezed("The numbers run clockwise round the wheel.") in text


@pytest.mark.parametrize("sheet", SHEETS)
def test_it_says_what_the_page_says(files: dict[str, bytes], said: view.View, sheet: str) -> None:
    text = pdf_sheets.text(files[sheet])
    words = [
        said.title,
        said.summary,
        f"Published {said.edition}",
        said.licence,
        "https://www.example.org/map/",
    ]
    words += [words for each in said.headlines for words in (each.lead, each.rest)]
    words += [each.kind.plural for each in said.kinds] + [each.words for each in said.bases]
    words += [each.words for each in said.families]
    words += [each.name for plan in said.plans if plan.chosen for each in plan.priorities]
    words += [f"every link and fact: {len(said.sources)} document"]
    assert [each for each in words if pdf_sheets.squeezed(each) not in text] == []


def test_it_says_of_what_date_the_city_is(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")
    command = ["--data", str(data), "poster", "--output", str(tmp_path), "--at", "2019"]
    assert CliRunner().invoke(cli.main, command).exit_code == 0
    for sheet in SHEETS:
        assert pdf_sheets.squeezed("The map as it was in 2019.") in pdf_sheets.text(
            (tmp_path / sheet).read_bytes()
        )


def test_nothing_private_is_printed() -> None:
    files = made(read(SMALL))
    for file in files.values():
        assert b"canary" not in file
    assert "canary" not in pdf_sheets.text(files["poster-a3.pdf"])


def test_no_heading_of_a_kind_stands_at_the_foot_of_a_column(city: City, said: view.View) -> None:
    """Under a heading, in its column, stands the first of its kind."""
    for page in pdf_sheets.pages(made(city, composed=said)["poster-a3.pdf"]):
        level = [run for run in page.runs if run.start[1] == run.end[1]]
        bold = [run for run in level if "Bold" in run.font]
        for each in said.kinds:
            first = city.value(
                next(spoke.id for spoke in said.wheel.spokes if spoke.kind == each.kind.id)
            ).name
            for heading in (run for run in bold if run.text.strip() == each.kind.plural):
                below = [run for run in level if 0 < heading.start[1] - run.start[1] < 20]
                beside = [run for run in below if abs(run.start[0] - heading.start[0]) < 20]
                assert [run for run in beside if run.text.strip() and first.startswith(run.text.strip())]


def test_bristols_poster_is_one_sheet_and_its_small_one_two(bristol: City, bristols: view.View) -> None:
    found = made(bristol, composed=bristols)
    assert [len(pdf_sheets.pages(found[sheet])) for sheet in SHEETS] == [1, 2]


# How it stands


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_text_is_too_small_or_outside_the_page(files: dict[str, bytes], sheet: str) -> None:
    for page in pdf_sheets.pages(files[sheet]):
        assert (round(page.width, 2), round(page.height, 2)) == SHEETS[sheet]
        assert page.runs
        assert min(run.size for run in page.runs) >= LEAST[sheet] - 0.01
        for x, y in (end for run in page.runs for end in (run.start, run.end)):
            assert 20 <= x <= page.width - 20
            assert 20 <= y <= page.height - 20


def test_the_names_of_bristol_stand_round_its_wheel(bristol: City, bristols: view.View) -> None:
    """Each label is on the sheet once more than in the list, turned."""
    page, *_ = pdf_sheets.pages(made(bristol, composed=bristols)["poster-a3.pdf"])
    turned = [pdf_sheets.squeezed(run.text) for run in page.runs if abs(run.end[1] - run.start[1]) > 0.01]
    words = "".join(turned)
    assert [s.label for s in bristols.wheel.spokes if pdf_sheets.squeezed(s.label) not in words] == []


def test_fonts_are_embedded(files: dict[str, bytes]) -> None:
    for sheet in SHEETS:
        found = pdf_sheets.fonts(files[sheet])
        assert found
        assert all(font.embedded for font in found)
        assert all("SourceSansPro" in font.name for font in found)


@pytest.mark.parametrize("sheet", SHEETS)
def test_it_is_tagged_as_pdf_ua_asks(files: dict[str, bytes], said: view.View, sheet: str) -> None:
    with pikepdf.open(BytesIO(files[sheet])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == said.language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        meta = pdf.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == said.title
        tags = list(elements(pdf.Root.StructTreeRoot))
        figures = [str(tag.Alt) for tag in tags if tag.get("/S") == "/Figure"]
        assert figures == [said.wheel_words, "QR code that opens https://www.example.org/map/"]
        kinds = {str(tag.S) for tag in tags}
        assert {"/Title", "/H1", "/H2", "/L", "/LI", "/Link"} <= kinds


def elements(tag: Any) -> Any:
    """The elements of a structure tree, in reading order."""
    below = tag.get("/K", [])
    for each in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            yield from elements(each)


def test_the_same_city_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two processes, other hashes, another time zone."""
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")
    for name, seed in (("one", "1"), ("two", "2")):
        command = ["-m", "ecosystem", "--data", str(data), "poster", "--output", str(tmp_path / name)]
        environment = {
            "PYTHONHASHSEED": seed,
            "TZ": f"UTC{seed}",
            "PATH": "",
            "PYTHONPATH": ":".join(sys.path),
        }
        subprocess.run([sys.executable, *command], check=True, env=environment, capture_output=True)
    files = sorted(path.name for path in (tmp_path / "one").glob("[!.]*"))
    assert files == ["poster-a3.pdf", "poster-a4.pdf", "poster.png", "poster.svg", "share-card.png"]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


# Pictures


def test_pictures_have_their_sizes(files: dict[str, bytes]) -> None:
    assert Image.open(BytesIO(files["share-card.png"])).size == (1200, 630)
    assert Image.open(BytesIO(files["poster.png"])).size == (1123, 1587)
    assert files["poster.svg"].startswith(b"<svg")


def test_the_card_is_described(bristols: view.View) -> None:
    words = card.alt(bristols)
    assert words.startswith("Bristol’s race equality eco-system, drawn as a wheel: 78 organisations, ")
    assert all(each.sentence in words for each in bristols.headlines)
    assert words.endswith(" Published November 2026.")


def test_the_address_is_a_code_for_a_camera(city: City, said: view.View) -> None:
    """The code is that of the address, as a library that is not ours writes and reads it."""
    address = "https://www.example.org/map/"
    assert poster.contents(city, said)["qr"] is None
    code = poster.contents(city, said, address)["qr"]
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=qr.QUIET)]
    assert f'viewBox="0 0 {len(rows)} {len(rows)}"' in code
    with_code, without = (
        Image.open(BytesIO(card.png(Press(), said, url))).convert("L") for url in (address, None)
    )
    box = ImageChops.difference(with_code, without).getbbox()
    assert box is not None
    left, top, right, _ = box
    module = (right - left) / (len(rows) - 2 * qr.QUIET)
    pixels = with_code.load()
    assert pixels is not None
    middles = [int((place + 0.5) * module) for place in range(len(rows) - 2 * qr.QUIET)]
    drawn = [[pixels[left + x, top + y] < 128 for x in middles] for y in middles]  # type: ignore[operator]
    assert drawn == [[bool(cell) for cell in row[qr.QUIET : -qr.QUIET]] for row in rows[qr.QUIET : -qr.QUIET]]


def test_the_card_has_whole_letters_with_marks_above_them(small_city: City) -> None:
    said = card.contents(view.compose(small_city)) | {"title": "A", "summary": "", "headlines": ["أ", "أ"]}
    picture = Image.open(BytesIO(Press().png("card.typ", said, ppi=144))).convert("L")
    letters = picture.crop((70, 0, 100, 500))  # beside the bars
    rows = [letters.crop((0, y, 30, y + 1)).histogram()[:128] != [0] * 128 for y in range(500)]
    heights = [len(list(group)) for is_ink, group in groupby(rows) if is_ink]
    first, second = heights[-4:-2], heights[-2:]  # a hamza and its alef each
    assert first == pytest.approx(second, abs=1)  # a row may be half ink


def test_the_card_says_of_what_date_the_city_is(small_city: City) -> None:
    now = view.compose(small_city)
    then = msgspec.structs.replace(now, as_it_stood="The map as it was in 2019.")
    assert card.alt(then) == f"{card.alt(now)} The map as it was in 2019."
    later = msgspec.structs.replace(now, as_it_stood="The map as it was in 2020.")
    one, other = (Image.open(BytesIO(card.png(Press(), each))).convert("L") for each in (then, later))
    assert ImageChops.difference(one, other).getbbox()


def test_lines_keep_their_contrast_on_their_ground() -> None:
    for ground in ("paper", "card"):
        for name in ("plum", "blue", "amber", "teal", "slate", "green", "rust", "accent"):
            pair = [
                bytes.fromhex(each[1:]) for each in (colours.softened(name, ground), theme.theme()[ground])
            ]
            assert colours.contrast(*pair) >= 3


def test_each_kind_and_each_basis_is_told_apart_without_colour(bristols: view.View) -> None:
    drawn = [drawing.mark(each.mark, "slate") for each in bristols.kinds]
    assert len(set(drawn)) == len(drawn)
    assert len({MARKS[shape] for shape in Shape}) == len(Shape)
    looks = [(theme.dashes()[basis], drawing.thickness(basis)) for basis in Basis]
    assert len(set(looks)) == len(looks)


# Hostile text, little and much data


def test_hostile_names_are_printed_as_they_stand() -> None:
    text = SMALL
    for name, hostile in zip(
        ("The Council", "The Choir", "The Job Fair", "The Yearly Report", "Staff Network"),
        HOSTILE,
        strict=True,
    ):
        text = text.replace(f"name: {name}\n", f"name: '{hostile}'\n")
    text = text.replace("title: A small city", "title: '#set page(width: 1pt) [x'")
    text = text.replace("plural: Forums", "plural: '= #[Forums'").replace(
        "name: Homes", "name: '- *Homes* #x'"
    )
    city = read(text)
    found = made(city)
    for sheet in SHEETS:
        said = pdf_sheets.text(found[sheet])
        for words in (*HOSTILE, "#set page(width: 1pt) [x", "= #[Forums", "- *Homes* #x"):
            assert pdf_sheets.squeezed(words) in said
        assert "canary" not in said


def test_long_names_stay_on_the_sheet() -> None:
    long = "An association whose name goes on " * 8
    text = SMALL.replace("name: The Choir", f"name: {long}\n    short: Choir").replace(
        "title: A small city", f"title: {long}"
    )
    found = made(read(text))
    for sheet in SHEETS:
        for page in pdf_sheets.pages(found[sheet]):
            assert all(0 <= x <= page.width for run in page.runs for x in (run.start[0], run.end[0]))
            assert all(0 <= y <= page.height for run in page.runs for y in (run.start[1], run.end[1]))


def test_a_word_that_is_wider_than_its_column_is_divided() -> None:
    word = "Gleichstellungsbeauftragtenkonferenz"
    text = SMALL
    for name in ("The Council", "The Job Fair", "Staff Network"):
        text = text.replace(f"name: {name}\n", f"name: {word}\n    short: {name}\n")
    found = made(read(text.replace("plural: Charities", f"plural: {word}")))
    for sheet, column in (("poster-a3.pdf", 41.5), ("poster-a4.pdf", 61.5)):
        list_of = [run for page in pdf_sheets.pages(found[sheet]) for run in page.runs if run.size < 9]
        pieces = [run for run in list_of if run.text and run.text in word and len(run.text) > 4]
        assert pieces
        assert max(run.end[0] - run.start[0] for run in pieces) < column / 25.4 * 72


@pytest.mark.parametrize("language", ["ar", "he", "en"])
def test_the_sheet_stands_as_it_does_whatever_the_language_of_the_names(language: str) -> None:
    """A language that is written from the right must not turn the wheel out of the sheet."""
    place = "place: Smallville"
    assert place in SMALL
    usual = made(read(SMALL))
    files = made(read(SMALL.replace(place, f"{place}\n  language: {language}")))
    for sheet in SHEETS:
        runs = [[page.runs for page in pdf_sheets.pages(some[sheet])] for some in (usual, files)]
        assert runs[0] == runs[1]
    cards = [Image.open(BytesIO(some["share-card.png"])).convert("L") for some in (usual, files)]
    assert not ImageChops.difference(*cards).getbbox()


def with_priorities(text: str, count: int) -> str:
    """The city with a plan of so many priorities in the middle."""
    plan = "plans: {plan: {name: The plan, source: s}}\npriorities:\n" + "".join(
        f"  p{number}: {{plan: plan, number: {number}, name: Peace and quiet {number}, source: s}}\n"
        for number in range(1, count + 1)
    )
    chosen = text.replace("licence: None}", "licence: None, plan: plan}")
    return chosen.replace("groups:\n", f"{plan}groups:\n", 1)


@pytest.mark.parametrize(
    ("organisations", "priorities"), [(12, 8), (12, 20), (12, 30), (140, 30), (300, 8), (340, 8)]
)
def test_no_two_lines_of_a_sheet_touch_and_all_can_be_read(organisations: int, priorities: int) -> None:
    files = made(read(with_priorities(many(organisations), priorities)))
    for sheet in SHEETS:
        for page in pdf_sheets.pages(files[sheet]):
            assert min(run.size for run in page.runs) >= LEAST[sheet] - 0.01
            level = [run for run in page.runs if run.start[1] == run.end[1] and run.text.strip()]
            assert [pair for pair in combinations(level, 2) if touch(*pair)] == []
        assert pdf_sheets.squeezed(f"{priorities} Peace and quiet {priorities}") in pdf_sheets.text(
            files[sheet]
        )


def touch(one: pdf_sheets.Run, other: pdf_sheets.Run) -> bool:
    """Whether two level runs lie on each other, by the height of their small letters."""
    low, high = sorted((one, other), key=lambda run: run.start[1])
    beside = one.end[0] <= other.start[0] + 0.5 or other.end[0] <= one.start[0] + 0.5
    return not beside and high.start[1] - low.start[1] < 0.6 * low.size


@pytest.mark.parametrize("count", [1, 30, 240, 650])
def test_nothing_is_said_twice_on_a_sheet(count: int) -> None:
    text = with_priorities(many(count), 1)
    for name, document in made(read(text)).items():
        if name in SHEETS:
            said = pdf_sheets.text(document)
            headings = ("Whoisonthemap", "Priorities", "Links")
            assert [words for words in headings if said.count(words) > 1] == []


def test_six_hundred_organisations_have_their_list_overleaf() -> None:
    city = read(many(600))
    document = made(city)["poster-a3.pdf"]
    first, *more = pdf_sheets.pages(document)
    assert more
    assert all(run.size >= 6.99 for page in (first, *more) for run in page.runs)
    text = pdf_sheets.text(document)
    names = [value.name for _, value in city.graph.nodes(data="value") if isinstance(value, Entity)]
    assert len(names) == 600
    assert [name for name in names if pdf_sheets.squeezed(name) not in text] == []


def test_a_large_city_is_gathered_by_kind() -> None:
    """Above 600 the wheel is that of the kinds; above 1,000 paper says only how many there are."""
    for number, sentence in ((601, "The600thAssociation"), (1001, "Thefullmapnamesthemall.")):
        document = made(read(many(number)))["poster-a3.pdf"]
        text = pdf_sheets.text(document)
        assert sentence in text
        assert f"Crews({-(-number // 3):,})" in text
        assert all(run.size >= 6.99 for page in pdf_sheets.pages(document) for run in page.runs)
    assert len(pdf_sheets.pages(document)) == 1
    assert "1,001" in text


def test_a_city_of_nobody_has_a_poster() -> None:
    found = made(
        read("ecosystem: {title: A city, place: There, edition: 2026-11, summary: Who., licence: None}\n")
    )
    assert "Acity" in pdf_sheets.text(found["poster-a3.pdf"])


# Other languages

ARABIC = "شبكة المساواة"


class _Language(SimpleNamespace):
    def __hash__(self) -> int:  # type: ignore[override]  # as every catalogue can be
        return id(self)


def right_to_left() -> Any:
    """A language from right to left that says all in English."""
    spoken = NullTranslations()
    return _Language(
        code="ar",
        is_right_to_left=True,
        reviewed="",
        translate=lambda pattern, context=None: pattern,
        translate_plural=spoken.ngettext,
        number=str,
        joined=", ".join,
        date=lambda year, month, day: str(year),
    )


def fonts_of(document: bytes) -> set[str]:
    return {font.name.partition("+")[2].partition("-")[0] for font in pdf_sheets.fonts(document)}


def headline(document: bytes) -> pdf_sheets.Run:
    """The largest words of a sheet."""
    return max(pdf_sheets.pages(document)[0].runs, key=lambda run: run.size)


def test_an_arabic_name_is_set_in_a_face_of_ours_made_for_it() -> None:
    name = "name: The Choir"
    assert name in SMALL
    files = made(read(SMALL.replace(name, f"name: {ARABIC}")))
    for sheet in SHEETS:
        assert fonts_of(files[sheet]) == {"SourceSansPro", "IBMPlexSansArabic"}


def test_a_language_from_right_to_left_mirrors_the_sheet_and_not_the_wheel() -> None:
    city = read(SMALL)
    english = made(city)
    with language.speaking(right_to_left()):
        mirrored = made(city)
    for sheet, (width, _) in SHEETS.items():
        with pikepdf.open(BytesIO(mirrored[sheet])) as pdf:
            assert str(pdf.Root.Lang) == "ar"
        (one, other) = (headline(english[sheet]), headline(mirrored[sheet]))
        assert one.start[0] < width / 4
        assert other.end[0] > width * 3 / 4
        assert other.text == one.text
    assert english["share-card.png"] != mirrored["share-card.png"]


def test_a_build_speaks_its_language_on_the_posters_too(tmp_path: Path) -> None:
    with language.speaking(right_to_left()):
        edition.write(read(SMALL), tmp_path)
    with pikepdf.open(tmp_path / "poster-a4.pdf") as pdf:
        assert str(pdf.Root.Lang) == "ar"


# Mistakes


def test_a_missing_font_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    typesetting.fonts.cache_clear()
    monkeypatch.setattr(typesetting, "FONTS", {"Source Sans Nowhere": "no_such_font"})
    done = CliRunner().invoke(cli.main, ["--data", str(BRISTOL), "poster", "--output", str(tmp_path / "out")])
    typesetting.fonts.cache_clear()
    assert done.exit_code == 3
    assert done.stderr == (
        "The font Source Sans Nowhere is missing. Posters and reports need it. "
        "Install it with “pip install no-such-font”.\n"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", [SMALL, BRISTOL.read_text(encoding="utf-8")], ids=["small", "bristol"])
def test_words_as_long_as_they_may_be_leave_room_for_the_wheel(text: str) -> None:
    city = dataset.parse(text)
    summary = ("Who does what in a small city, and with whom. " * 220)[:10_000]
    about = replace(city.about, title="A long title " * 22, licence="A long licence " * 19, summary=summary)
    files = made(City(replace(city, about=about)))
    for name in ("poster-a3.pdf", "poster-a4.pdf"):
        said = " ".join(run.text for page in pdf_sheets.pages(files[name]) for run in page.runs)
        assert re.search(r"Who does what in a +small city, and +with whom\. .{300,} …", said)
        with pikepdf.open(BytesIO(files[name])) as pdf:
            assert str(pdf.open_metadata()["dc:description"]) == summary


def test_what_typst_says_of_a_mistake_of_ours_is_not_hidden() -> None:
    with pytest.raises(typst.TypstError, match='does not contain key "sheet"'):
        Press().pdf("poster.typ", {})


def test_a_letter_that_no_font_has_is_named() -> None:
    city = read(SMALL.replace("name: The Choir", "name: 'The \U000f0000 Choir'"))
    with pytest.raises(MissingFontError) as raised:
        made(city)
    assert str(raised.value).startswith("No font on this computer has ")
    assert len(str(raised.value).splitlines()) == 1


def test_a_build_says_what_letter_is_missing_and_does_without_posters(tmp_path: Path) -> None:
    data, out = tmp_path / "city.yaml", tmp_path / "out"
    data.write_text(SMALL.replace("name: The Choir", "name: 'The \U000f0000 Choir'"), encoding="utf-8")
    command = ["--data", str(data), "build", "--output", str(out)]
    for more, said in ([], 1), (["--no-paper"], 0):
        done = CliRunner().invoke(cli.main, [*command, *more])
        assert (done.exit_code, len(done.stderr.splitlines())) == (0, said)
    assert "index.html" in {path.name for path in out.iterdir()}
    assert not list(out.glob("poster*"))


def test_a_build_names_what_it_has_left_of_an_earlier_one(tmp_path: Path) -> None:
    data, out = tmp_path / "city.yaml", tmp_path / "out"
    data.write_text(SMALL, encoding="utf-8")
    out.mkdir()
    (out / "notes.txt").write_text("Not ours.", encoding="utf-8")
    command = ["--data", str(data), "build", "--output", str(out)]
    said = [CliRunner().invoke(cli.main, [*command, *more]).stderr for more in ([], [], ["--no-paper"])]
    posters = "poster-a3.pdf, poster-a4.pdf, poster.png and poster.svg"
    assert said == ["", "", f"Left over from an earlier build, not updated: {posters}.\n"]


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")
    strange = tmp_path / "poster-a3.pdf"
    strange.write_bytes(b"%PDF-1.7 not ours")
    command = ["--data", str(data), "poster", "--output", str(tmp_path)]
    done = CliRunner().invoke(cli.main, command)
    assert (done.exit_code, strange.read_bytes()) == (3, b"%PDF-1.7 not ours")
    assert not (tmp_path / "poster.png").exists()
    assert CliRunner().invoke(cli.main, [*command, "--force"]).exit_code == 0
    assert CliRunner().invoke(cli.main, command).exit_code == 0  # now they are ours


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    data = tmp_path / "city.yaml"
    data.write_text(SMALL, encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["--data", str(data), "poster", "--output", str(data / "out")])
    assert done.exit_code == 3
    assert len(done.stderr.splitlines()) == 1
