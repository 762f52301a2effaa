"""The files of weights: each is read by one function, and refused where it does not fit what the engine asks for."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from geo.errors import DatelineError
from geo.paths import DATA

WEIGHTS = DATA / "weights"
Model = TypeVar("Model")


def read_weights(name: str, build: Callable[[dict[str, Any]], Model]) -> Model:
    """Return what `build` makes of the weights `data/weights/NAME.json`.

    Args:
        name: of the file, without its ending.
        build: makes a model of the record, and raises where that lacks something or holds something wrong.

    Raises:
        DatelineError: the file is missing, no JSON, or not what the model asks for; the sentence says what.
    """
    path = WEIGHTS / f"{name}.json"
    try:
        record = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DatelineError(
            f"The weights {path} are missing or damaged: run `python -m geo train` or restore them."
        ) from error
    try:
        return build(record)
    except DatelineError as error:
        raise _unfit(name, str(error)) from error
    except KeyError as error:
        raise _unfit(name, f"{error} is missing.") from error
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        raise _unfit(name, "They are not built as the engine expects.") from error


def _unfit(name: str, why: str) -> DatelineError:
    return DatelineError(
        f"The weights {name}.json don't fit this version: {why} Run `python -m geo train` or restore them."
    )
