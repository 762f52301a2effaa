"""Review: what a person looks at to make sure of a collection, how much of it was right, and what is gold of it."""

from geo.review.accuracy import Accuracy, Share, accuracy, of_material
from geo.review.gold import gold
from geo.review.queue import Item, Waiting, queue

__all__ = ["Accuracy", "Item", "Share", "Waiting", "accuracy", "gold", "of_material", "queue"]
