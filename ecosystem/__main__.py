"""`python -m ecosystem`, the same as `ecosystem`."""

from ecosystem.cli import main

main()
