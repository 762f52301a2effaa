"""The command line: `python -m geo --help`."""

import os
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from geo.errors import DatelineError, UnopenedError
from geo.files import unopened

COMMANDS = {
    "parse": "geo.language.cli:parse",
    "map": "geo.exports.cli:map_command",
    "export": "geo.exports.cli:export_command",
    "batch": "geo.batch.cli:batch",
    "library": "geo.library.cli:app",
    "gazetteer": "geo.gazetteer.cli:app",
    "evaluate": "geo.language.evaluate:evaluate",
    "train": "geo.language.training.cli:app",
    "bench": "geo.bench.cli:bench",
    "serve-check": "geo.app.check:serve_check",
    "screenshots": "geo.bench.screenshots:screenshots",
}
"""Each command and where it is defined; a module is imported when its command is called for."""


class Commands(TyperGroup):
    """The commands of `COMMANDS`, in that order."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return one command, imported now, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        found = getattr(import_module(module), name)
        if isinstance(found, typer.Typer):
            return get_command(found)
        single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        single.command(cmd_name)(found)
        return get_command(single)


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def dateline() -> None:
    """Dateline reads news and puts it on a map."""


def main() -> None:
    """Run the command line; an error meant for the user is one sentence on standard error.

    The exit code is 2 where what was asked for makes no sense or a path is wrong, else 1.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # matrices this small cost more time on several cores
    try:
        app()
    except DatelineError as error:
        typer.echo(f"geo: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # who read the output has enough of it
        sys.exit(1)
    except OSError as error:
        if not error.filename:
            raise
        typer.echo(f"geo: {unopened(error.filename, error)}", err=True)
        sys.exit(UnopenedError.exit_code)


if __name__ == "__main__":
    main()
