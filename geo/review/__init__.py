"""Review: what a person looks at to make sure of a collection, how much of it was right, and what is gold of it."""

from geo.review.accuracy import Accuracy, Share, accuracy, apart, of_material
from geo.review.gold import gold
from geo.review.queue import LIKELY, Item, Waiting, queue

__all__ = ["LIKELY", "Accuracy", "Item", "Share", "Waiting", "accuracy", "apart", "gold", "of_material", "queue"]
