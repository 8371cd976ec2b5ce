"""A document → the YAML text of a new data file, in which no value can be taken for another."""

import re
from typing import Any

import yaml

from ecosystem.exchange.incoming.parsed_network import Cells, line
from ecosystem.language import _


def written(document: Cells, file: str) -> str:
    """A document as the text of a new data file."""
    comment = _(
        "Imported from {file} by `ecosystem import`. Correct the guesses, then run `ecosystem check`.",
        file=line(file),
    )
    head = f"# {comment}\n\n"
    content = yaml.dump(document, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=110)
    return head + str(content)


class _Quoting(yaml.CSafeDumper):
    """Puts every text in quotation marks that some YAML program would take for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Any, text: str) -> Any:
    plain = re.fullmatch(r"[A-Za-z][\w ./()-]*[\w.)]", text) and not re.fullmatch(
        "(?i)y|n|yes|no|on|off|true|false|null", text
    )
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Quoting.add_representer(str, _text)
