"""Annotated corpora: JSON lines with "id", "text" and annotations, whose form says what is measured.

- "toponyms": [{"start", "end", "lat"?, "lon"?, "geonameid"? or "wikipedia"?, "type"?}]: recognition and resolution;
- "quotes": [{"start", "end", "speaker_start"?, "speaker_end"?}]: quotes and the mentions of their speakers;
- "quotes": [{"span", "speaker", "said_at", "about"}]: the voices of a story, places by name;
- "events": [{"trigger": {"start", "end"}}] with "places": [{"start", "end"}]: the place mention of each event;
- "events": [{"anchors", "importance", "types", "status", "date", "date_end", "place"}]: the events of a story, each
  once with all its tellings; "place" is null or has "name", "lat" and "lon"; "what" names the event in the errors;
- "tells": [{"event", "anchors"}]: which events articles tell, "event" being the same for all that tell it, with the
  fields that the articles "disagree" on by event;
- "type": the PLOVER type of the one event of a sentence.

An anchor is a pair of offsets, or the words themselves: "was jailed", or ["was jailed", 2] for the second time that the
article has them. A voice may have "words" in the same form in place of its "span".
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geo.articles import Article
from geo.contract import ParsedArticle
from geo.errors import ArticleError
from geo.evaluation.across import score_across
from geo.evaluation.events import score_event_places, score_event_types
from geo.evaluation.measures import Row, Span
from geo.evaluation.quotes import score_quotes
from geo.evaluation.report import Report
from geo.evaluation.stories import score_stories
from geo.evaluation.toponyms import score_toponyms
from geo.evaluation.voices import score_voices
from geo.files import unopened


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of annotation: the keys that every row has, the one by which its items are known, and what scores it."""

    keys: tuple[str, ...]
    item: str | None
    score: Callable[[list[Row], Mapping[str, ParsedArticle]], Report]

    def fits(self, rows: list[Row]) -> bool:
        """Whether the rows are annotated in this way."""
        if not all(key in row for row in rows for key in self.keys):
            return False
        return self.item is None or any(self.item in item for row in rows for item in row[self.keys[0]])


MEASURES = (
    Measure(("toponyms",), "start", score_toponyms),
    Measure(("quotes",), "start", score_quotes),
    Measure(("events", "places"), "trigger", score_event_places),
    Measure(("type",), None, score_event_types),
    Measure(("events",), "anchors", score_stories),
    Measure(("quotes",), "span", score_voices),
    Measure(("tells",), "anchors", score_across),
)


def read_corpus(path: Path) -> list[Row]:
    """Return the annotated rows of a corpus.

    Raises:
        ArticleError: the file can't be read, a line is no JSON object with "id" and "text", annotated words aren't in
            their text, or nothing is annotated.
    """
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    except OSError as error:
        raise unopened(path, error) from error
    except ValueError as error:
        raise ArticleError(f"{path} can't be read as JSON lines: {error}") from error
    if not all(isinstance(row, dict) and {"id", "text"} <= row.keys() for row in rows):
        raise ArticleError(f'{path}: every line has to be a JSON object with "id" and "text".')
    rows = [with_offsets(row) for row in rows]
    if not rows or not _measures(rows):
        raise ArticleError(
            f'{path} annotates nothing: rows need "toponyms", "quotes", "events" with "places" or "anchors", "tells" '
            'or "type".'
        )
    return rows


def article_of(row: Row) -> Article:
    """Return the article of an annotated row, with its title, day and publisher where they are known."""
    day = row.get("published")
    published = date.fromisoformat(day) if day else None
    return Article(
        id=row["id"], text=row["text"], title=row.get("title"), published=published, publisher=row.get("publisher")
    )


def with_offsets(row: Row) -> Row:
    """Return the row with the words of its anchors and voices replaced by their offsets.

    Raises:
        ArticleError: words aren't in the text as often as the annotation says.
    """
    found = dict(row)
    if any("anchors" in event for event in row.get("events", ())):
        found["events"] = [
            {**event, "anchors": [_span(row, anchor) for anchor in event["anchors"]]} for event in row["events"]
        ]
    if "tells" in row:
        found["tells"] = [
            {**told, "anchors": [_span(row, anchor) for anchor in told["anchors"]]} for told in row["tells"]
        ]
    if any("words" in quote for quote in row.get("quotes", ())):
        found["quotes"] = [
            {**quote, "span": _span(row, quote["words"])} if quote.get("span") is None and "words" in quote else quote
            for quote in row["quotes"]
        ]
    return found


def _span(row: Row, anchor: Any) -> Span:
    words, times = (anchor, 1) if isinstance(anchor, str) else anchor
    if isinstance(words, int):
        return words, times
    start = -1
    for _ in range(times):
        start = row["text"].find(words, start + 1)
        if start < 0:
            raise ArticleError(f"{row['id']}: the text has no “{words}”, or not {times} times.")
    return start, start + len(words)


_NOTHING_FOUND: ParsedArticle = {
    "id": "", "title": None, "published": None, "text": "", "sentences": [], "mentions": [], "places": [], "dates": [],
    "people": [], "quotes": [], "events": [], "links": [],
}  # fmt: skip


def _measures(rows: list[Row]) -> list[Measure]:
    return [measure for measure in MEASURES if measure.fits(rows)]


def evaluate_rows(gold: list[Row], parsed: Iterable[ParsedArticle]) -> list[Report]:
    """Return one report for each kind of annotation that the rows of `gold` have; records are joined on "id".

    An article without a record counts as one in which nothing was found.
    """
    records = defaultdict(lambda: _NOTHING_FOUND, {record["id"]: record for record in parsed})
    return [measure.score(gold, records) for measure in _measures(gold)]
