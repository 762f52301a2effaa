"""A second opinion: an online geocoder is asked for the names of an article that the gazetteer lacks."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, cast

from geo.contract import Candidate, Event, Link, Mention, ParsedArticle, Place, Quote
from geo.errors import GeocodingError
from geo.gazetteer.names import normalise
from geo.geocoders.found import place_of
from geo.geocoders.services import Online, Service

_CANDIDATES = 10
_TRUST = 0.6
"""The share of a mention's own score that an answer is worth; half of it for each thing that speaks against it."""


class Opinion(NamedTuple):
    """The record after the geocoder was asked, and what the reader should know about it."""

    record: ParsedArticle
    placed: int
    """How many names were placed."""
    note: str | None
    """What went wrong, None where nothing did."""


class SecondOpinion:
    """Asks one online geocoder for what the gazetteer lacks, each name of an article once.

    A service that fails `failures` times in a row is left alone from then on, so that many articles don't wait for a
    server that is down.
    """

    def __init__(self, online: Online, service: str, *, most: int = 50, failures: int = 2) -> None:
        """Ask `online`, a key of `SERVICES` named `service`, for at most `most` names in all."""
        self._online = online
        self._service = service
        self._most = self._left = most
        self._patience = failures
        self._failed = 0
        self._error = ""

    def on(self, record: ParsedArticle, progress: Callable[[float, str], None] = lambda share, name: None) -> Opinion:
        """Return a record in which the names without a place of their own have the geocoder's, where it knows one.

        The record that was given stays as it is. What the network does is never raised: it becomes the note.

        Args:
            record: an article as the engine read it.
            progress: called before each name with the share done (0 to 1) and the name.
        """
        names = open_names(record["mentions"])
        asked = list(names.items())[: self._left]
        self._left -= len(asked)
        countries = frozenset(filter(None, (place["country_code"] for place in record["places"])))
        found: dict[str, tuple[Place, str]] = {}
        notes: list[str] = []
        for done, (key, name) in enumerate(asked):
            if self._failed >= self._patience:
                notes.append(self._error)
                break
            progress(done / len(asked), name)
            try:
                if answer := self._ask(name, countries):
                    found[key] = answer
                self._failed = 0
            except GeocodingError as error:
                self._failed += 1
                self._error = str(error)
                notes.append(self._error)
        if len(names) > len(asked):
            notes.append(f"No more than {self._most} names are looked up at a time: the others stay as they are.")
        note = " ".join(dict.fromkeys(notes)) or None
        return Opinion(self._with(record, found, countries), len(found), note)

    def _ask(self, name: str, countries: frozenset[str]) -> tuple[Place, str] | None:
        """Return the first place that lies in a country of the article, else the first, with a sentence about it."""
        answers = self._online.geocode(name, exactly_one=False, limit=5) or []
        places = [(place, answer.address) for answer in answers if (place := place_of(answer, self._service))]
        if not places:
            return None
        place, address = next((pair for pair in places if pair[0]["country_code"] in countries), places[0])
        context = (
            "in a country that the article names" if place["country_code"] in countries
            else "which no other place of the article confirms"
        )  # fmt: skip
        return place, f"{self._online.service.name} answers “{address[:200]}”, {context}."

    def _with(
        self, record: ParsedArticle, found: dict[str, tuple[Place, str]], countries: frozenset[str]
    ) -> ParsedArticle:  # fmt: skip
        """Return a copy of the record in which the mentions of the names found have their places, and links to them.

        What hung on a name that stood for the area around it moves with the name.
        """
        if not found:
            return record
        places = {place["id"]: place for place in record["places"]}
        mentions: list[Mention] = []
        links: list[Link] = []
        moved: dict[_Span, str] = {}
        for mention in record["mentions"]:
            answer = found.get(normalise(mention["text"])) if _open(mention) else None
            if answer is not None:
                leaned = mention["place"] is not None
                mention = _placed(mention, *answer, countries)
                places.setdefault(answer[0]["id"], answer[0])
                if leaned:
                    moved[mention["start"], mention["end"]] = answer[0]["id"]
                else:
                    links.append(_link(mention, self._online.service))
            mentions.append(mention)
        followed = _followed(record, moved)
        there = [*followed["links"], *links]
        return {**followed, "mentions": mentions, "places": list(places.values()), "links": there}


_Span = tuple[int | None, int | None]
"""The characters of a name: where it starts and where it ends."""


def open_names(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return by how they are known the names of mentions that have no place, or only that of the area around it."""
    names: dict[str, str] = {}
    for mention in mentions:
        if _open(mention):
            names.setdefault(normalise(mention["text"]), " ".join(mention["text"].split()))
    return names


def _open(mention: Mention) -> bool:
    """Whether a name has no place, or only that of the area around it."""
    lacking = mention["place"] is None or mention["coarse"]
    return lacking and mention["kind"] == "name" and bool(normalise(mention["text"]))


def _followed(record: ParsedArticle, moved: dict[_Span, str]) -> ParsedArticle:
    """Return a copy of a record in which events, quotes and links are where the names that placed them now are.

    Args:
        record: the article.
        moved: the new places of the names, by their characters.
    """
    links: list[Link] = []
    said: dict[tuple[str, str], str] = {}
    for link in record["links"]:
        place = moved.get((link["start"], link["end"]), link["place"])
        if place != link["place"]:
            said[link["item"], link["place"]] = place
        links.append({**link, "place": place})
    events: list[Event] = [
        {**event, "place": moved.get((event["place_start"], event["place_end"]), event["place"])}
        for event in record["events"]
    ]
    quotes: list[Quote] = [
        {
            **quote,
            "said_at": said.get((quote["id"], quote["said_at"] or ""), quote["said_at"]),
            "about": [said.get((quote["id"], place), place) for place in quote["about"]],
        }
        for quote in record["quotes"]
    ]
    return {**record, "events": events, "quotes": quotes, "links": links}


def _placed(mention: Mention, place: Place, sentence: str, countries: frozenset[str]) -> Mention:
    against = (place["country_code"] not in countries, normalise(place["name"]) != normalise(mention["text"]))
    score = round(mention["score"] * _TRUST / 2 ** sum(against), 4)
    candidate: Candidate = {
        "place": place["id"], "name": place["name"], "kind": place["kind"], "country": place["country"],
        "admin1": place["admin1"], "lat": place["lat"], "lon": place["lon"], "score": score,
    }  # fmt: skip
    others = [other for other in mention["candidates"] if other["place"] != place["id"]]
    return {
        **mention,
        "place": place["id"],
        "score": score,
        "why": f"{mention['why']} {sentence}",
        "coarse": False,
        "candidates": [candidate, *others][:_CANDIDATES],
    }


def _link(mention: Mention, service: Service) -> Link:
    return {
        "item": mention["id"], "place": cast(str, mention["place"]), "role": "mentioned",
        "start": mention["start"], "end": mention["end"],
        "why": f"“{mention['text']}” is named; {service.name} placed it ({service.attribution}).",
    }  # fmt: skip
