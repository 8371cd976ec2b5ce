"""A city's eco-system, from one YAML file to a map that everyone can read.

    city = graph.build(dataset.load(path))

The way through is `dataset` → `graph` → `queries` → `infographic`; `model` holds the words they share.
"""

__version__ = "0.1.0"
