"""Review: what a person looks at to make sure of a collection, how much of it was right, and what is gold of it."""

from geo.review.accuracy import Accuracy, accuracy
from geo.review.gold import gold
from geo.review.queue import Item, queue

__all__ = ["Accuracy", "Item", "accuracy", "gold", "queue"]
