"""A city's eco-system, from one YAML file to a map that everyone can read.

    city = City.load(path)
    answer = queries.connections(city, queries.find(city, "recruitment"))
    edition.write(city, folder)

The way through is `dataset` → `City` → `queries` and `analysis` → `infographic`; `model` holds the words
they share, `sentences` says them.
"""

__version__ = "0.1.0"
ANSWER_SCHEMA = "ecosystem-answer/2"
"""The version of the JSON that the questions answer with."""
