"""Quotes of whole articles: what share of those annotated is found, and how much of each is right."""

from itertools import pairwise

import pytest
from annotated import OVERLAP, Annotated, Score, overlap, spans_of


def pairs(article: Annotated, direct: bool) -> tuple[list[tuple[dict, dict | None]], list[dict]]:
    """Return every annotated quote with the engine's row of it, None where there is none, and the rows left over."""
    gold = [quote for quote in article.quotes if quote["direct"] == direct]
    rows = [row for row in article.record["quotes"] if row["direct"] == direct]
    found = []
    for quote, start, end in spans_of(article.text, gold):
        row = next((row for row in rows if overlap(row, start, end) >= OVERLAP), None)
        if row:
            rows.remove(row)
        found.append((quote, row))
    return found, rows


@pytest.mark.parametrize("direct", [True, False], ids=["direct", "reported"])
def test_found_and_attributed(articles, hold, direct):
    score, speakers, cues = Score(), 0, 0
    wrong = []
    for article in articles:
        found, surplus = pairs(article, direct)
        score.wanted += len(found)
        score.found += len(surplus) + sum(row is not None for _, row in found)
        wrong += [f"{article.name}: too much: {row['text']}" for row in surplus]
        for quote, row in found:
            if row is None:
                wrong.append(f"{article.name}: not found: {quote['text']}")
                continue
            score.right += 1
            speakers += row["speaker"] == quote["speaker"]
            cues += row["cue"] == quote["cue"]
            if row["speaker"] != quote["speaker"]:
                wrong.append(f"{article.name}: {quote['speaker']}, not {row['speaker']}: {quote['text']}")
    kind = "direct" if direct else "reported"
    print("\n".join(wrong))
    hold(f"quotes, {kind}", score.figures() | {"speaker": speakers / score.right, "cue": cues / score.right})


@pytest.mark.parametrize("direct", [True, False], ids=["direct", "reported"])
def test_said_at(articles, hold, direct):
    """The annotation takes the dateline for where words were said, so the guesses count here as found."""
    score, told, right, count = Score(), Score(), 0, 0
    for article in articles:
        guesses = {x["item"]: x["place"] for x in article.record["links"] if x["role"] == "said_at"}
        for quote, row in pairs(article, direct)[0]:
            if row is None:
                continue
            place = guesses.get(row["id"])
            same = article.is_place(place, quote["said_at"])
            count += 1
            right += same
            for one, found in ((score, place), (told, row["said_at"])):
                one.found += found is not None
                one.wanted += quote["said_at"] is not None
                one.right += quote["said_at"] is not None and article.is_place(found, quote["said_at"])
            if not same:
                print(f"{article.name}: {quote['said_at']}, not {article.called(place)}: {row['text']}")
    kind = "direct" if direct else "reported"
    hold(f"said at, {kind}", score.figures() | {"right, nowhere too": right / count})
    hold(f"said at, {kind}, told", told.figures())


def test_about(articles, hold):
    """The annotation holds what the words name or plainly mean; guesses at the story's place are not in it."""
    score = Score()
    for article in articles:
        guessed = {(x["item"], x["place"]) for x in article.record["links"] if x["role"] == "about" and x.get("weak")}
        for direct in (True, False):
            for quote, row in pairs(article, direct)[0]:
                if row is None:
                    continue
                about = [place for place in row["about"] if (row["id"], place) not in guessed]
                right = sum(any(article.is_place(place, name) for place in about) for name in quote["about"])
                score.right += right
                score.found += len(about)
                score.wanted += len(quote["about"])
                if right != len(quote["about"]) or right != len(about):
                    got = [article.called(place) for place in about]
                    print(f"{article.name}: {quote['about']}, not {got}: {row['text']}")
    hold("about", score.figures())


def test_nothing_is_said_twice(articles):
    for article in articles:
        rows = sorted(article.record["quotes"], key=lambda row: row["start"])
        for row, after in pairwise(rows):
            assert row["end"] <= after["start"], (article.name, row["text"], after["text"])
