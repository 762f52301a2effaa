"""A reader that breaks."""


def read(data, tell, *, articles):
    return 1 / 0
