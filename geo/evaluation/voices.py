"""Quotes of stories: who said them, by the full name, where they were said and what they are about."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from geo.contract import ParsedArticle, Quote
from geo.evaluation.measures import Row, plain, precision_recall, share
from geo.evaluation.quotes import counted, paired, quoted
from geo.evaluation.report import Report, error_at


def score_voices(gold: list[Row], parsed: Mapping[str, ParsedArticle]) -> Report:
    """Measure the quotes of stories, annotated with "span", "speaker", "said_at" and "about".

    A quote is found at an intersection over union of 0.8 or more; quotes of under three words are left out. The speaker
    is right where the last words of both names agree, right in full where the names do. Places are compared by name:
    `said_at` over the found quotes that were said somewhere (recall) and over those that the engine places
    (precision); "about" is right where one of the gold names is among the found ones.
    """
    count: Counter[str] = Counter()
    errors: list[dict[str, Any]] = []
    for row in gold:
        record = parsed[row["id"]]
        names = {place["id"]: place["name"] for place in record["places"]}
        wanted = [want for want in row["quotes"] if want.get("span") and counted(row["text"], want["span"])]
        quotes = quoted(row, record)
        found, rest = paired((want["span"] for want in wanted), quotes)
        count["gold"] += len(wanted)
        count["predicted"] += len(quotes)
        for want, quote in zip(wanted, found, strict=True):
            if quote is None:
                errors.append(error_at(row, want["span"], "missed"))
                continue
            wrong = _judge(want, quote, names, count)
            errors += [error_at(row, want["span"], part, **details) for part, details in wrong.items()]
        errors += [error_at(row, (q["start"], q["end"]), "extra", speaker=q["speaker"]) for q in rest]
    return Report("voices", _figures(count), errors=errors)


def _judge(
    want: Mapping[str, Any], quote: Quote, names: Mapping[str, str], count: Counter[str]
) -> dict[str, dict[str, Any]]:
    """Count what is right of a found quote; return what is wrong, with details, by part."""
    wrong: dict[str, dict[str, Any]] = {}
    same = _last(quote["speaker"]) == _last(want["speaker"])
    count["found"] += 1
    count["speaker"] += same
    count["full"] += plain(quote["speaker"] or "") == plain(want["speaker"] or "")
    if not same:
        wrong["speaker"] = {"gold": want["speaker"], "speaker": quote["speaker"]}
    said = names.get(quote["said_at"] or "", "")
    count["said given"] += bool(quote["said_at"])
    if want.get("said_at"):
        count["said gold"] += 1
        right = plain(said) == plain(want["said_at"])
        count["said right"] += right
        if not right:
            wrong["said_at"] = {"gold": want["said_at"], "place": said}
    elif quote["said_at"]:
        wrong["said_at"] = {"gold": "", "place": said}
    if want.get("about"):
        got = [names.get(place, "") for place in quote["about"]]
        right = bool(set(map(plain, want["about"])) & set(map(plain, got)))
        count["about gold"] += 1
        count["about right"] += right
        if not right:
            wrong["about"] = {"gold": "; ".join(want["about"]), "place": "; ".join(got)}
    return wrong


def _last(name: str | None) -> str:
    words = (name or "").split()
    return plain(words[-1]) if words else ""


def _figures(count: Counter[str]) -> dict[str, float | int | None]:
    figures: dict[str, float | int | None] = {"quotes": count["gold"]}
    figures |= precision_recall(count["found"], count["predicted"], count["gold"])
    figures["speaker"] = share(count["speaker"], count["found"])
    figures["speaker in full"] = share(count["full"], count["found"])
    figures["said at, recall"] = share(count["said right"], count["said gold"])
    figures["said at, precision"] = share(count["said right"], count["said given"])
    figures["about"] = share(count["about right"], count["about gold"])
    return figures
