"""Commands of the program, run in the process of the test."""

from typing import Any

from click.testing import CliRunner, Result

from ecosystem.cli import main


def run(*arguments: object, **options: Any) -> Result:
    """Run a command; a fault of the program raises here, as it shows its traceback to a user.

    Args:
        options: what `click.testing.CliRunner.invoke` takes, such as `input`.
    """
    result = CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False, **options)
    assert "Traceback" not in result.output
    return result
