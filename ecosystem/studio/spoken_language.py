"""The language that the studio speaks: the one that a person chose, or else that of the file."""

from ecosystem.dataset.declared_language import declared_language
from ecosystem.language import SOURCE, Translation


def spoken_language(text: str, chosen: str = "") -> Translation | None:
    """Return the language for the text of a data file; None is English, which has to load nothing."""
    code = chosen or declared_language(text)
    if not code or code.partition("-")[0] == SOURCE:
        return None
    from ecosystem import catalogues

    return catalogues.of_data(code)
