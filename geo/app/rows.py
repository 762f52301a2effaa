"""The tables of the pages: what the atlas has, a row each, in words."""

import pandas as pd

from geo.atlas import Atlas, Kind
from geo.ontology import categories, event_type
from geo.places import where
from geo.viewer import words

Rows = tuple[pd.DataFrame, list[str | None]]
"""A table, and the id of the place that each of its rows leads to."""


MOST = 5_000
"""Rows of a table that are sent to the browser."""


def place_rows(atlas: Atlas, skip: int = 0) -> Rows:
    """Return the table of places behind the first ones, and the place id of each row."""
    places = atlas.by_place().iloc[skip : skip + MOST]
    labels = {**categories(), None: "Mention"}
    rows = pd.DataFrame(
        {
            "Place": places["name"],
            "What": [where(place) for place in places.itertuples()],
            "Mostly": [labels.get(name if isinstance(name, str) else None, "") for name in places["category"]],
            "Events": places["events"],
            "Minor": places["minor"],
            "Quotes": places["quotes"],
            "Guesses": places["guesses"],
            "Mentions": places["mentions"],
            "Sure": [None if pd.isna(score) else words.percent(score) for score in places["score"]],
            "Doubtful": ["yes" if doubtful else "" for doubtful in places["doubtful"]],
            "Latitude": places["lat"],
            "Longitude": places["lon"],
        }
    )
    return rows, list(places["id"])


def event_rows(atlas: Atlas, skip: int = 0) -> Rows:
    """Return the table of events behind the first ones, and the place id of each row."""
    events, names = atlas.page("events", MOST, skip), words.called(atlas.by_place())
    rows = pd.DataFrame(
        {
            "Event": [event_type(kind).label for kind in events["type"]],
            "Place": [names.get(place, "") for place in events["place"]],
            "Words": events["text"],
            "From": events["date"].fillna(""),
            "To": events["date_end"].fillna(""),
            "Status": [words.STATUS.get(status, (status,))[0] for status in events["status"]],
            "Who": [", ".join(actors) for actors in events["actors"]],
            "To whom": [", ".join(recipients) for recipients in events["recipients"]],
            "Matters": [words.percent(salience) for salience in events["salience"]],
            "Place sure": ["" if pd.isna(score) else words.percent(score) for score in events["place_score"]],
        }
    )
    return rows, list(events["place"])


def quote_rows(atlas: Atlas, skip: int = 0) -> Rows:
    """Return the table of quotes behind the first ones, and the place id of each: where said, else what it is about."""
    quotes, names = atlas.page("quotes", MOST, skip), words.called(atlas.by_place())
    rows = pd.DataFrame(
        {
            "Speaker": [words.text(speaker) for speaker in quotes["speaker"]],
            "Words": quotes["text"],
            "Said in": [names.get(place, "") for place in quotes["said_at"]],
            "About": [", ".join(names.get(place, "") for place in about) for about in quotes["about"]],
            "Date": quotes["date"].fillna(""),
            "Kind": ["quoted" if direct else "reported" for direct in quotes["direct"]],
        }
    )
    places = [said or next(iter(about), None) for said, about in zip(quotes["said_at"], quotes["about"], strict=True)]
    return rows, places


def people_rows(atlas: Atlas, *, everybody: bool) -> pd.DataFrame:
    """Return the table of people: a row for each person who speaks or acts, for all who do if asked."""
    names = words.called(atlas.by_place())

    def called(ids: list[str]) -> str:
        return ", ".join(names[place] for place in ids if place in names.index)

    people = atlas.by_person(MOST, known=not everybody)
    return pd.DataFrame(
        {
            "Who": people["name"],
            "Quotes": people["quotes"],
            "Events": people["events"],
            "Spoke in": people["said_at"].map(called),
            "Spoke about": people["about"].map(called),
            "Acts in": people["acts_at"].map(called),
        }
    )


def missing_rows(atlas: Atlas, *, dated: bool) -> pd.DataFrame:
    """Return the table of items that have no place; of events and quotes that have no date if `dated`."""
    items = atlas.lacking(dated=dated, most=MOST)
    titles = atlas.titles(items["article"])
    labels = {"quote": "Quote", "mention": "Name"}
    return pd.DataFrame(
        {
            "What": [labels.get(row.kind) or event_type(row.type).label for row in items.itertuples()],
            "Words": items["words"],
            "Article": [titles.get(article, "") for article in items["article"]],
        }
    )


def length(atlas: Atlas, kind: str) -> int:
    """Return how many rows a table of `TABLES` has."""
    return len(atlas.by_place()) if kind == "places" else atlas.counts().get(_ITEMS[kind], 0)


_ITEMS: dict[str, Kind] = {"events": "event", "quotes": "quote"}
TABLES = {"places": place_rows, "events": event_rows, "quotes": quote_rows}
