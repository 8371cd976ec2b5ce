"""The infographic: what the page says (`view`), where things stand (`wheel`), and its two pages.

`page` draws the map that everyone can read, `explorer` the free network for analysts.
"""
