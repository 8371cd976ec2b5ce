"""The map on paper and as pictures: posters, the share card and the annual report, set by typst.

A module says what a sheet holds, as plain values; its template, of the same stem, sets them. Every word
reaches typst as data and is never read as markup.
"""
