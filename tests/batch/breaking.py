"""A reader that breaks."""


def read(data, tell, *, articles, places):
    return 1 / 0
