"""The library page: collections to make, name, fill, join, split and delete, and how reading them goes."""

from geo.app import frame, shelf

frame.plain(shelf.show)
