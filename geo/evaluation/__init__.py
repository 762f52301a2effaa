"""How good the engine is: its records against annotated corpora, as figures, a calibration table and a list of errors.

Nothing here runs the engine: gold rows and parsed records come in, reports go out. Which annotations are measured,
and the form they have, is told in `geo.evaluation.corpus`.
"""

from geo.evaluation.corpus import evaluate_rows, read_corpus, with_offsets
from geo.evaluation.measures import overlap, precision_recall
from geo.evaluation.report import Bin, Report, calibrate, table, write_errors
from geo.evaluation.toponyms import COMMON_DEMONYMS, NEAR_KM, NOT_TOPONYMS, same_place, score_toponyms

__all__ = [
    "COMMON_DEMONYMS",
    "NEAR_KM",
    "NOT_TOPONYMS",
    "Bin",
    "Report",
    "calibrate",
    "evaluate_rows",
    "overlap",
    "precision_recall",
    "read_corpus",
    "same_place",
    "score_toponyms",
    "table",
    "with_offsets",
    "write_errors",
]
