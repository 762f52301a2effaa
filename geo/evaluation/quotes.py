"""Quotes: the quoted stretches of words, and the mention of each one's speaker."""

from collections.abc import Iterable, Mapping
from typing import Any

from geo.contract import ParsedArticle, Quote
from geo.evaluation.measures import Row, Span, overlap, precision_recall, same_stretch
from geo.evaluation.report import Report, error_at

LEAST_WORDS = 3
"""A quote of fewer words is a word in scare quotes as often as not; it isn't counted."""


def counted(text: str, span: Span) -> bool:
    """Whether what stands at `span` is long enough to be counted as a quote."""
    return len(text[slice(*span)].split()) >= LEAST_WORDS


def quoted(row: Row, record: ParsedArticle) -> list[Quote]:
    """Return the record's stretches between quotation marks that count."""
    return [
        quote
        for quote in record["quotes"]
        if quote.get("direct", True) and counted(row["text"], (quote["start"], quote["end"]))
    ]


def paired(spans: Iterable[Span], quotes: list[Quote]) -> tuple[list[Quote | None], list[Quote]]:
    """Return for each annotated span the first free quote that is the same stretch, or None; and the quotes left."""
    rest, found = list(quotes), []
    for span in spans:
        best = next((quote for quote in rest if same_stretch(span, (quote["start"], quote["end"]))), None)
        if best is not None:
            rest = [quote for quote in rest if quote is not best]
        found.append(best)
    return found, rest


def score_quotes(gold: list[Row], parsed: Mapping[str, ParsedArticle]) -> Report:
    """Measure quoted stretches and their speakers.

    A stretch is found at an intersection over union of 0.8 or more; predictions of under three words are left out.
    The speaker is right where the predicted mention overlaps the gold one.
    """
    true = predicted = wanted = right = spoken = 0
    errors: list[dict[str, Any]] = []
    for row in gold:
        quotes = quoted(row, parsed[row["id"]])
        predicted += len(quotes)
        wanted += len(row["quotes"])
        found, rest = paired(((want["start"], want["end"]) for want in row["quotes"]), quotes)
        for want, quote in zip(row["quotes"], found, strict=True):
            span = (want["start"], want["end"])
            if quote is None:
                errors.append(error_at(row, span, "missed"))
                continue
            true += 1
            if "speaker_start" not in want:
                continue
            spoken += 1
            speaker = (want["speaker_start"], want["speaker_end"])
            if _speaker_touches(quote, speaker):
                right += 1
            else:
                said = row["text"][slice(*speaker)]
                details = {"gold": said, "speaker": quote["speaker"], "why": quote["why"]}
                errors.append(error_at(row, span, "speaker", **details))
        errors += [error_at(row, (q["start"], q["end"]), "extra", speaker=q["speaker"]) for q in rest]
    figures: dict[str, float | int | None] = {"articles": len(gold), "quotes": wanted}
    figures |= precision_recall(true, predicted, wanted)
    figures["speaker accuracy, of found"] = right / max(1, spoken)
    return Report("quotes", figures, errors=errors)


def _speaker_touches(quote: Quote, speaker: Span) -> bool:
    start, end = quote["speaker_start"], quote["speaker_end"]
    return start is not None and end is not None and overlap(speaker, (start, end)) > 0
