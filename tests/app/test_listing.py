"""The list of articles: what says the same is told apart."""

from geo.app.listing import Entry, told_apart


def test_lines_that_say_the_same_are_numbered():
    entries = [Entry("a", "March"), Entry("b", "March"), Entry("c", "March (2)"), Entry("d", "Vote")]
    assert [entry.label for entry in told_apart(entries)] == ["March", "March (2)", "March (2) (2)", "Vote"]
    assert [entry.id for entry in told_apart(entries)] == ["a", "b", "c", "d"]
