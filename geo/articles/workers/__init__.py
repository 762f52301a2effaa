"""Work that hostile input could make endless, done in processes of their own that are stopped at a limit of time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from geo.errors import ArticleError

_SCRIPTS = Path(__file__).parent


def run(script: str, *arguments: object, data: bytes = b"", seconds: float, name: str) -> dict[str, Any]:
    """Return the JSON object that a script of this package prints.

    Args:
        script: its name without .py.
        arguments: of its command line.
        data: its standard input.
        seconds: how long it may take.
        name: what it works on, the first words of an error's sentence.

    Raises:
        ArticleError: it took too long, broke, or answered {"problem": rest of a sentence that begins with `name`}.
    """
    command = [sys.executable, "-I", str(_SCRIPTS / f"{script}.py"), *map(str, arguments)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ArticleError(f"{name} takes too long: {seconds:.0f} seconds is the limit.") from error
    except ValueError as error:
        raise ArticleError(f"{name} can't be read: it is damaged or needs too much memory or time.") from error
    if problem := answer.get("problem"):
        raise ArticleError(f"{name} {problem}")
    return answer
