"""`python -m ecosystem` and the command `ecosystem`."""

import gc


def run() -> None:
    """The command line, with a collector that seldom looks: a question is over before it would find much."""
    gc.set_threshold(200_000, 50, 50)
    from ecosystem.cli import main

    main()


if __name__ == "__main__":
    run()
