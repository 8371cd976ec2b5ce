"""What a build or an import would lose, if it is more than anybody means to delete at once."""

from collections.abc import Container, Mapping, Sequence

from ecosystem.language import plural

MOST_LOST = 0.2  # the share of organisations or links that a build may drop without being told to


MOST_NAMED = 10  # of what would be lost, how many names an error lists


Names = Mapping[str, str]
"""Names by id."""


def losses(organisations: tuple[Names, Container[str]], links: tuple[Names, Container[str]]) -> list[str]:
    """Return a sentence for the organisations and one for the links if more than a fifth would be lost.

    Args:
        organisations: The names by id before, and the ids after.
        links: The same of the links.
    """
    sentences = []
    if names := _lost(*organisations):
        sentences.append(
            plural(
                "{count} of {total} organisations would be lost: {names}.",
                "{count} of {total} organisations would be lost: {names}.",
                len(names),
                total=len(organisations[0]),
                names=_shortened(names),
            )
        )
    if names := _lost(*links):
        sentences.append(
            plural(
                "{count} of {total} links would be lost: {names}.",
                "{count} of {total} links would be lost: {names}.",
                len(names),
                total=len(links[0]),
                names=_shortened(names),
            )
        )
    return sentences


def _lost(old: Names, new: Container[str]) -> list[str]:
    """Return the names of what is missing from `new`, if that is more than a fifth of `old`."""
    names = [name.removesuffix(".") for key, name in old.items() if key not in new]
    return names if len(names) > MOST_LOST * len(old) else []


def _shortened(names: Sequence[str]) -> str:
    some = "; ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    if more <= 0:
        return some
    return plural("{names}; {count} more", "{names}; {count} more", more, names=some)
