"""Recognition of toponyms: candidate spans, the evidence for each, and the choice among them."""

from geo.language.toponyms.component import Recogniser, Toponyms

__all__ = ["Recogniser", "Toponyms"]
