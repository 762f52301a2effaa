"""The linear models of the quotes: which candidate speaks, and whether a stretch between marks is a quotation."""

from functools import cache

from geo.linear import Linear
from geo.weights import read_weights


@cache
def models() -> tuple[Linear, Linear]:
    """Return the models of the speaker and of the quotation, read on the first call.

    Raises:
        DatelineError: the weights are missing or don't fit.
    """
    return read_weights("quotes", lambda record: (Linear(record["speaker"]), Linear(record["quotation"])))
