"""How two entries become one, and what is said of that."""

import pytest

from ecosystem import dataset, edits
from ecosystem.dataset import documents
from ecosystem.errors import InvalidUpdateError, StaleChangeError
from ecosystem.merging import merge
from ecosystem.model import PRIVATE, Basis, Ecosystem, GapKind, Link
from tests.cities import SMALL, cited


def merged(text: str, gone: str, kept: str) -> tuple[Ecosystem, list[str], str]:
    document = edits.parse(text)
    changes, said = merge(document, gone, kept)
    assert edits.text(document) == text
    edits.apply(document, changes)
    return dataset.parse(edits.text(document)), said, edits.text(document)


def linked(*links: str) -> str:
    """The small city with more links before its own."""
    return SMALL.replace("\nlinks:", "\nlinks:" + "".join(f"\n  - {{{link}}}" for link in links))


def accepting(*gaps: str, text: str = SMALL) -> str:
    return f"{text}accepted_gaps:\n" + "".join(f"  - {{{gap}}}\n" for gap in gaps)


def between(city: Ecosystem, tail: str, head: str) -> list[Link]:
    return [link for link in city.links if (link.tail, link.head) == (tail, head)]


def accepted(city: Ecosystem) -> list[tuple[str, str]]:
    return [(each.gap, each.about) for each in city.accepted_gaps]


def about(said: list[str], words: str) -> list[str]:
    return [sentence for sentence in said if words in sentence]


def test_a_merge_changes_every_reference_and_keeps_comments() -> None:
    text = SMALL.replace("leads: [charity]", "leads: [charity, choir]  # both").replace(
        "{from: charity, type: member-of", "{from: choir, type: member-of"
    )
    city, said, written = merged(text, "charity", "choir")
    assert "charity" not in city.partners
    assert city.actions["build"].leads == ("choir",)
    assert "# both" in written
    assert city.partners["choir"].aliases == ("The Charity",)
    assert city.partners["choir"].status == "active in 2021"
    assert sum(link.head == "choir" and link.type == "funds" for link in city.links) == 2
    assert said[0] == "charity is merged into choir."
    assert "3 references now name choir." in said


def test_a_merge_is_a_list_of_changes_like_every_other_way_into_the_file() -> None:
    document = edits.parse(SMALL)
    changes, _ = merge(document, "charity", "choir")
    told = [(each.what, each.at) for each in edits.change_list.loads(edits.change_list.dumps(changes))]
    assert (edits.What.REMOVE, ("partners", "charity")) in told
    assert (edits.What.SET, ("actions", "build", "leads")) in told
    assert (edits.What.SET, ("links", "council-funds-charity", "to")) in told
    apart = edits.parse(SMALL.replace("leads: [charity]", "leads: [council]"))
    with pytest.raises(StaleChangeError):  # the file does not say what the merge found there
        edits.apply(apart, changes)
    assert edits.text(apart) == apart.original


def test_two_sources_become_one() -> None:
    city, _, _ = merged(SMALL, "leaflet", "minutes")
    assert city.cited() == {"minutes"}


def test_a_date_stands_beside_its_own_words_only() -> None:
    city, said, _ = merged(SMALL, "leaflet", "minutes")
    assert (city.sources["minutes"].date, city.sources["minutes"].date_text) == ("2021-03", None)
    assert "minutes keeps its own date. ‘date_text’ of leaflet was removed: undated" in said
    city, said, _ = merged(SMALL, "minutes", "leaflet")
    assert (city.sources["leaflet"].date, city.sources["leaflet"].date_text) == (None, "undated")
    assert "leaflet keeps its own date. ‘date’ of minutes was removed: 2021-03" in said
    words = SMALL.replace("date_text: undated", "date: 2021-03, date_text: one day in March")
    city, said, _ = merged(words, "leaflet", "minutes")
    assert city.sources["minutes"].date_text == "one day in March"
    assert "minutes takes over ‘date_text’." in said


def test_comments_within_lists_stay() -> None:
    leads = "\n      - choir  # first\n      - charity  # second\n      - council  # third\n"
    names = "\n    aliases:\n      - Singers  # since 2020\n"
    text = SMALL.replace(" [charity]\n", leads).replace("name: The Choir\n", f"name: The Choir{names}")
    city, _, written = merged(text, "charity", "choir")
    assert city.actions["build"].leads == ("choir", "council")
    assert "      - choir  # first\n      - council  # third\n" in written
    assert "      - Singers  # since 2020\n      - The Charity\n" in written
    city, _, written = merged(text.replace("      - choir  # first\n", ""), "charity", "choir")
    assert "      - choir  # second\n      - council  # third\n" in written


def test_what_differs_is_shown_as_it_is_written() -> None:
    paint = "  paint: {plan: plan, name: Paint, measure: {indicator: rooms, baseline: 2}, source: minutes}\n"
    _, said, _ = merged(SMALL.replace("links:\n", f"{paint}links:\n"), "paint", "build")
    told = "build keeps its own ‘measure’. paint had: {indicator: rooms, baseline: 2}"
    assert told in said


def test_links_whose_dashes_stand_alone_can_go() -> None:
    alone = SMALL.replace(
        "  - {from: council, type: funds, to: charity, role: rent",
        "  -\n    {from: council, type: funds, to: charity, role: rent",
    )
    city, _, written = merged(alone, "charity", "council")
    assert len(city.links) == len(dataset.parse(SMALL).links) - 2
    assert "  -\n" not in written


@pytest.mark.parametrize(
    ("gone", "kept"), [("charity", "charity"), ("charity", "jobs"), ("nobody", "charity")]
)
def test_what_cannot_be_one_is_refused(gone: str, kept: str) -> None:
    with pytest.raises(InvalidUpdateError):
        merge(edits.parse(SMALL), gone, kept)


def test_a_merge_whose_result_would_not_be_valid_is_refused_with_the_reason() -> None:
    with pytest.raises(
        InvalidUpdateError, match=r"‘staff’ and ‘choir’ cannot be merged yet\.[\s\S]*starts at networks"
    ):
        merge(edits.parse(SMALL), "staff", "choir")


def test_a_kind_that_differs_is_told() -> None:
    _, said, _ = merged(SMALL, "choir", "council")
    assert "council keeps its own ‘kind’. choir had: charity" in said


def test_two_links_that_are_one_now_keep_the_surest_basis_and_what_only_one_of_them_says() -> None:
    text = linked(
        "from: charity, type: member-of, to: council, basis: planned, source: leaflet",
        "from: choir, type: member-of, to: council, since_text: in 2019, basis: confirmed,\n"
        "     evidence: Both said so in 2022., source: minutes",
    )
    city, said, _ = merged(text, "choir", "charity")
    (link,) = between(city, "charity", "council")
    assert (link.basis, link.since_text) == (Basis.CONFIRMED, "in 2019")
    assert link.evidence == "Both said so in 2022."
    assert link.sources == cited("leaflet", "minutes")
    assert about(said, "choir-member-of-council is merged") == [
        "choir-member-of-council is merged into charity-member-of-council. Its basis is ‘confirmed’; one of "
        "the two had ‘planned’. It takes over ‘since_text’. It takes over ‘evidence’. It also cites minutes."
    ]


@pytest.mark.parametrize("first", ["charity", "choir"])
def test_the_evidence_of_both_is_kept_and_words_for_a_date_that_differ_are_told(first: str) -> None:
    same = "type: member-of, to: council, source: minutes"
    links = [
        f"from: charity, {same}, since_text: early, evidence: One.",
        f"from: choir, {same}, since_text: late, evidence: Two.",
    ]
    text = linked(*sorted(links, key=lambda link: first not in link))
    city, said, _ = merged(text, "choir", "charity")
    (link,) = between(city, "charity", "council")
    assert (link.evidence, link.since_text) == ("One. Two.", "early")
    assert about(
        said, "It keeps ‘early’ as its ‘since_text’; the other link had ‘late’. It has the evidence of both"
    )


def test_a_link_that_says_nothing_new_goes_and_is_counted() -> None:
    text = linked(
        "from: charity, type: member-of, to: council, evidence: One., source: [minutes, leaflet]",
        "from: choir, type: member-of, to: council, source: leaflet",
    )
    city, said, _ = merged(text, "choir", "charity")
    assert [link.evidence for link in between(city, "charity", "council")] == ["One."]
    assert said[-1] == "1 link was removed, because it said nothing new."
    assert not about(said, "choir-member-of-council")


def test_links_that_differ_in_role_or_dates_are_several() -> None:
    text = linked(
        "from: charity, type: member-of, to: council, source: minutes",
        "from: choir, type: member-of, to: council, role: chair, source: minutes",
        "from: choir, type: member-of, to: council, since: 2019, source: minutes",
    )
    city, _, _ = merged(text, "choir", "charity")
    assert len(between(city, "charity", "council")) == 3


def test_links_of_one_organisation_that_differ_in_their_sources_alone_are_left_as_two() -> None:
    text = linked(
        "from: choir, type: member-of, to: council, source: minutes",
        "from: choir, type: member-of, to: council, basis: disputed, source: leaflet",
    )
    city, _, _ = merged(text, "choir", "charity")
    assert [link.basis for link in between(city, "charity", "council")] == ["stated", "disputed"]


def test_links_that_a_merge_of_their_sources_makes_one_are_joined() -> None:
    text = linked(
        "from: choir, type: member-of, to: council, basis: inferred, source: minutes",
        "from: choir, type: member-of, to: council, evidence: It is printed., source: leaflet",
    )
    city, said, _ = merged(text, "leaflet", "minutes")
    (link,) = between(city, "choir", "council")
    assert (link.basis, link.evidence) == (Basis.STATED, "It is printed.")
    assert about(said, "choir-member-of-council")


def test_a_link_between_the_two_goes_and_what_it_said_is_told() -> None:
    city, said, _ = merged(SMALL, "charity", "forum")
    assert not [link for link in city.links if link.tail == link.head]
    assert about(said, "to itself") == [
        "charity-member-of-forum was removed, because it would lead from forum to itself. It had "
        "{since: 2016, basis: stated, source: [minutes]}."
    ]


def test_a_link_that_a_field_says_already_goes_and_what_it_said_is_told() -> None:
    text = linked("from: choir, type: leads, to: build, evidence: It told us., source: minutes")
    city, said, _ = merged(text, "choir", "charity")
    assert [link.field for link in between(city, "charity", "build")] == ["actions.build.leads"]
    assert about(said, "because actions.build.leads says the same")[0].endswith(
        "evidence: It told us., source: [minutes]}."
    )


def test_a_link_that_says_no_more_than_a_field_goes_and_is_counted() -> None:
    text = linked("from: choir, type: leads, to: build, source: minutes")
    city, said, _ = merged(text, "choir", "charity")
    assert [link.field for link in between(city, "charity", "build")] == ["actions.build.leads"]
    assert "1 link was removed, because it said nothing new." in said
    assert about(said, "says the same") == []


def test_a_name_that_the_entry_goes_by_already_is_not_added_again() -> None:
    text = SMALL.replace("    name: The Choir\n", "    name: The Choir\n    aliases: [The charity]\n")
    city, said, _ = merged(text, "charity", "choir")
    assert city.partners["choir"].aliases == ("The charity",)
    assert about(said, "also called") == []


def noted(text: str, name: str, note: str) -> str:
    return text.replace(f"    name: {name}\n", f"    name: {name}\n    internal: {{note: {note}}}\n")


def test_private_notes_are_taken_over_by_an_entry_that_has_none() -> None:
    _, said, written = merged(noted(SMALL, "The Choir", "precious"), "choir", "charity")
    assert documents.private(written)["partners", "charity"] == {"note": "precious"}
    assert "charity takes over the private notes of choir." in said
    assert not about(said, "precious")


def test_private_notes_that_cannot_be_taken_over_are_told_without_their_words() -> None:
    text = noted(noted(SMALL, "The Choir", "precious"), "The Charity", "kept")
    _, said, written = merged(text, "choir", "charity")
    assert documents.private(written)["partners", "charity"] == {"note": "kept"}
    told = "charity keeps its private notes. Those of choir are only in the backup."
    assert told in said
    assert not about(said, "precious")


def test_the_same_private_notes_of_both_are_kept_without_a_word() -> None:
    text = noted(noted(SMALL, "The Choir", "precious"), "The Charity", "precious")
    _, said, written = merged(text, "choir", "charity")
    assert documents.private(written)["partners", "charity"] == {"note": "precious"}
    assert about(said, "private notes") == []


def test_private_notes_within_a_fact_go_with_it_or_are_told() -> None:
    fact = "{{text: It sings., source: leaflet, internal: {{who: {}}}}}"
    text = SMALL.replace(
        "    name: The Choir\n", f"    name: The Choir\n    facts: [{fact.format('precious')}]\n"
    )
    _, _, written = merged(text, "choir", "charity")
    assert "precious" in written
    both = text.replace(
        "    name: The Charity\n", f"    name: The Charity\n    facts: {fact.format('kept')}\n"
    )
    city, said, written = merged(both, "choir", "charity")
    assert len(city.partners["charity"].facts) == 1
    assert "precious" not in written
    assert "The private notes in ‘facts’ of choir are only in the backup." in said


def test_no_remark_on_a_field_that_differs_tells_its_private_notes() -> None:
    first = SMALL.index("  build:")
    action = SMALL[first : SMALL.index("links:")]
    other = action.replace("build:", "more:").replace("homes built, ", "homes begun, internal: precious, ")
    _, said, _ = merged(SMALL.replace(action, action + other), "more", "build")
    assert about(said, "its own ‘measure’")
    assert about(said, "The private notes in ‘measure’ of more are only in the backup")
    assert not about(said, "precious")


def test_private_notes_of_links_are_taken_over_or_told() -> None:
    bare = "from: charity, type: member-of, to: council, source: minutes"
    other = "from: choir, type: member-of, to: council, source: minutes, internal: {note: precious}"
    _, said, written = merged(linked(bare, other), "choir", "charity")
    assert documents.private(written)["links", 0] == {"note": "precious"}
    assert about(said, "It takes over the private notes.")
    _, said, written = merged(linked(f"{bare}, {PRIVATE}: kept", other), "choir", "charity")
    assert documents.private(written)["links", 0] == "kept"
    assert about(said, "It keeps its private notes. Those of the other link are only in the backup.")
    assert not about(said, "precious")


def test_private_notes_of_a_link_that_leads_nowhere_are_told() -> None:
    text = linked("from: choir, type: member-of, to: charity, source: minutes, internal: precious")
    _, said, _ = merged(text, "choir", "charity")
    assert about(said, "Its private notes are only in the backup.")
    assert not about(said, "precious")


def test_accepted_gaps_follow_their_links_also_where_these_are_counted_anew() -> None:
    text = accepting(
        "gap: inferred link, about: choir-member-of-forum, reason: We read so.",
        "gap: plan passed, about: charity-member-of-forum, reason: It joined.",
        text=linked("from: choir, type: member-of, to: forum, basis: inferred, source: leaflet"),
    )
    city, said, _ = merged(text, "choir", "charity")
    bases = {link.id: link.basis for link in city.links}
    assert [(each.reason, bases[each.about]) for each in city.accepted_gaps] == [
        ("We read so.", Basis.INFERRED),
        ("It joined.", Basis.STATED),
    ]
    told = "The accepted gap ‘inferred link’ of choir-member-of-forum is now about charity-member-of-forum."
    assert told in said


def test_the_accepted_gap_of_a_joined_link_is_that_of_the_link_it_lives_on_in() -> None:
    text = accepting(
        "gap: inferred link, about: choir-member-of-council, reason: We know.",
        text=linked(
            "from: choir, type: member-of, to: council, basis: inferred, source: leaflet",
            "from: charity, type: member-of, to: council, basis: planned, source: leaflet",
        ),
    )
    city, _, _ = merged(text, "choir", "charity")
    assert accepted(city) == [(GapKind.INFERRED_LINK, "charity-member-of-council")]


def test_the_accepted_gap_of_a_link_that_a_field_implies_follows_it() -> None:
    text = accepting("gap: inferred link, about: charity-leads-build, reason: We know.")
    city, _, _ = merged(text, "charity", "choir")
    assert accepted(city) == [(GapKind.INFERRED_LINK, "choir-leads-build")]


def test_the_accepted_gap_of_a_link_that_is_gone_goes_and_is_told() -> None:
    text = accepting(
        "gap: plan passed, about: charity-member-of-forum, reason: It is late., internal: precious"
    )
    city, said, _ = merged(text, "charity", "forum")
    assert accepted(city) == []
    assert said[-2:] == [
        "The accepted gap ‘plan passed’ of charity-member-of-forum was removed, because "
        "charity-member-of-forum is gone. Its reason was: It is late.",
        "The private notes of the accepted gap ‘plan passed’ of charity-member-of-forum "
        "are only in the backup.",
    ]


def test_what_is_accepted_of_both_is_accepted_once_and_told() -> None:
    text = accepting(
        "gap: organisation with one link, about: choir, reason: It only sings.",
        "gap: organisation without priority, about: choir, reason: It sings of none.",
        "gap: organisation with one link, about: charity, reason: It is small.",
    )
    city, said, _ = merged(text, "choir", "charity")
    assert [(each.gap, each.about, each.reason) for each in city.accepted_gaps] == [
        (GapKind.ORGANISATION_WITHOUT_PRIORITY, "charity", "It sings of none."),
        (GapKind.ORGANISATION_WITH_ONE_LINK, "charity", "It is small."),
    ]
    assert about(said, "because charity has the same one. Its reason was: It only sings.")


def test_the_accepted_gap_of_a_source_follows_it_and_not_an_organisation_of_the_same_id() -> None:
    text = SMALL.replace(
        "sources:\n",
        "sources:\n  choir: {title: A song, publisher: The Choir, date: 2020, held_by: Us}\n",
    )
    gaps = [
        f"gap: {gap}, about: choir, reason: Fine." for gap in ("source unused", "organisation with one link")
    ]
    city, _, _ = merged(accepting(*gaps, text=text), "choir", "charity")
    assert accepted(city) == [
        (GapKind.SOURCE_UNUSED, "choir"),
        (GapKind.ORGANISATION_WITH_ONE_LINK, "charity"),
    ]


def test_the_accepted_gap_of_a_merged_source_is_that_of_the_one_it_became() -> None:
    text = accepting("gap: source unused, about: spare, reason: To be read.").replace(
        "sources:\n", "sources:\n  spare: {title: Spare, publisher: Us, date: 2020, held_by: Us}\n"
    )
    city, _, _ = merged(text, "spare", "minutes")
    assert accepted(city) == [(GapKind.SOURCE_UNUSED, "minutes")]


def test_a_link_that_names_another_organisation_is_no_longer_confirmed() -> None:
    told = "{organisation: choir, role: HR, date: 2026-10}, {organisation: council, date: 2026-11}"
    text = linked(f"from: choir, type: member-of, to: council, confirmations: [{told}], source: minutes")
    city, said, _ = merged(text, "choir", "charity")
    (link,) = between(city, "charity", "council")
    assert link.confirmations == ()
    (remark,) = about(said, "no longer confirmed")
    assert remark.endswith("It was by: charity (HR), 2026-10 and council, 2026-11.")


def test_links_that_are_joined_have_the_confirmations_of_the_one_that_stays() -> None:
    text = linked(
        "from: charity, type: member-of, to: council, source: minutes,\n"
        "     confirmations: [{organisation: charity, date: 2026-10}]",
        "from: choir, type: member-of, to: council, source: minutes,\n"
        "     confirmations: [{organisation: choir, date: 2026-10}, {organisation: choir, date: 2026-11}]",
    )
    city, said, _ = merged(text, "choir", "charity")
    (link,) = between(city, "charity", "council")
    assert list(map(str, link.confirmations)) == ["charity, 2026-10"]
    (remark,) = about(said, "choir-member-of-council is merged")
    assert "It does not take over ‘confirmations’, because they are about another sentence." in remark


def test_a_link_that_takes_over_words_of_another_is_no_longer_confirmed() -> None:
    text = linked(
        "from: charity, type: member-of, to: council, source: minutes,\n"
        "     confirmations: [{organisation: charity, date: 2026-10}]",
        "from: choir, type: member-of, to: council, since_text: early on, source: minutes",
    )
    city, said, _ = merged(text, "choir", "charity")
    (link,) = between(city, "charity", "council")
    assert (link.since_text, link.confirmations) == ("early on", ())
    assert about(said, "no longer confirmed")


def test_a_removed_link_tells_its_confirmations() -> None:
    told = "confirmations: [{organisation: choir, role: HR, date: 2026-10}]"
    text = linked(f"from: choir, type: member-of, to: charity, {told}, source: minutes")
    _, said, _ = merged(text, "choir", "charity")
    (removed,) = about(said, "would lead from charity to itself")
    assert "confirmations: [{organisation: charity, role: HR, date: 2026-10}]" in removed
