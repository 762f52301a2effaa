"""Stretches between quotation marks: styles, nesting, paragraphs, marks left open, and speed on hostile text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.language.document.paragraphs import paragraphs
from geo.language.quotes.marks import stretches

MARKS = "\"'“”‘’«»„‚‹›`´"


def found(text: str) -> list[str]:
    return [text[stretch.start : stretch.end] for stretch in stretches(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We go,” he said. “Now.”", ["We go,", "Now."]),
        ('"We go," he said. "Now."', ["We go,", "Now."]),
        ("'We can't go,' he said. 'It's late.'", ["We can't go,", "It's late."]),
        ("‘We can’t go,’ he said.", ["We can’t go,"]),
        ("« Oui », dit-il. „Nein“, sagte er. »Ja«, sagte sie.", ["Oui", "Nein", "Ja"]),
        ("``We go,'' he said.", ["We go,"]),
        ("“He said ‘no way’ to me,” she said.", ["He said ‘no way’ to me,"]),
        ("‘He told me, “go home”, and left,’ she said.", ["He told me, “go home”, and left,"]),
        ("“He said “no way” to me,” she said.", ["He said “no way” to me,"]),
        ('“We go," he said. "Now.”', ["We go,", "Now."]),
        ("the countries’ shared work, rock 'n' roll, the '90s and the dogs' bowls", []),
        ('a 6" pipe and a 4" one, he said', []),
        ("He called it ‘refurbished,’ then ‘new’.", ["refurbished,", "new"]),
        ("“…and so on,” he said", ["…and so on,"]),
        ("in ‘08 he said “no”", ["no"]),
        ("He said, “Wait", ["Wait"]),
        ("Wait,” he said.", []),
        ('<a href="x">He</a> said: "Wait."', ["Wait."]),
        ("", []),
        ("“ ”", []),
    ],
)
def test_pairs_of_every_style(text, quoted):
    assert found(text) == quoted


def test_repeated_opening_marks_make_one_chain():
    text = "He said: “One.\n\n“Two.\n\n“Three.”\n\n“Four,” she said."
    chains = [stretch.chain for stretch in stretches(text, paragraphs(text))]
    assert found(text) == ["One.", "Two.", "Three.", "Four,"]
    assert chains[0] == chains[1] == chains[2] != chains[3]


def test_a_quotation_may_go_on_without_a_mark():
    assert found("He said: “One.\n\nTwo.” Then he left.") == ["One.", "Two."]


def test_a_mark_left_open_ends_with_its_paragraph():
    assert found("He said: “One.\n\nShe left. “Two,” she said.") == ["One.", "Two,"]


def test_an_inner_mark_does_not_end_the_chain():
    text = "“We go.\n\n“They took our fathers’ land, and said ‘it is ours’ to us.\n\n“We go all the same,” he said."
    assert len({stretch.chain for stretch in stretches(text, paragraphs(text))}) == 1


def test_lines_that_are_too_long_to_be_wrapped_are_paragraphs():
    line = "word " * 60
    assert len(paragraphs(f"{line}\n{line}\n\n{line}")) == 3
    assert len(paragraphs("a short line\nwrapped by hand\n\nanother one")) == 2


@given(st.text(alphabet=st.sampled_from(MARKS + "ab s.,\n\t0?"), max_size=200))
def test_stretches_lie_in_order_within_the_text(text):
    last = 0
    for stretch in stretches(text, paragraphs(text)):
        assert last <= stretch.start < stretch.end <= len(text)
        assert text[stretch.start : stretch.end] == text[stretch.start : stretch.end].strip()
        last = stretch.end


@pytest.mark.parametrize("unit", ['"', "“", "'", "'a ", "“a ", '"\n\n', "‘a\n\n", "“a‘b", "a”b "])
def test_time_grows_with_the_length_alone(unit):
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        spent = []
        for _ in range(3):
            begin = time.process_time()
            stretches(text, paragraphs(text))
            spent.append(time.process_time() - begin)
        return min(spent)

    eightfold, squared = 8, 64
    assert seconds(400_000) < (eightfold + squared) / 2 * max(seconds(50_000), 0.005)
