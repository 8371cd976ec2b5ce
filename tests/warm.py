"""Imported by the process from which others are forked: all is imported there, and a build has been made."""

import tempfile
from pathlib import Path

from ecosystem import changes, edition
from ecosystem.city import City
from ecosystem.cli import commands_of
from ecosystem.dataset import documents
from ecosystem.exchange import incoming, rewriting, workbook_import
from ecosystem.tracking import updates
from tests.cities import SMALL

NEEDED = (changes, updates, documents, incoming, rewriting, workbook_import)
COMMANDS = [commands_of(module) for module in ("editions", "conversion", "follow_up")]

with tempfile.TemporaryDirectory() as folder:
    # Without posters: typst starts threads, of which a fork has none.
    edition.write(City.parse(SMALL), Path(folder), paper=False)
