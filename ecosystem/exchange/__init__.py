"""The city in other programs' formats, one module each."""
