"""The days of events of a story whose clause names none: told nearby, told elsewhere, or those around publication."""

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from geo.contract import DateEvidence, DateExpression, Event, Precision
from geo.language.events.times import Times, token_span
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.quotes.lexicon import cue_verbs
from geo.language.words import word_sets, words
from geo.linear import Linear
from geo.weights import read_weights

_SETS = word_sets("event_words.tsv")
_USUAL = _SETS["habit words"]
_BEFORE, _AFTER = 4, 2
"""Date expressions on either side of a telling that are weighed, at most."""
_BACK, _AHEAD = 12, 2
"""Sentences before and after a telling in which they may stand."""
_LEAD = 3
"""First date expressions of a text, which are weighed for every event of it."""
_SIBLINGS = 4
"""Dated events of one type that are weighed as other tellings of an event, at most."""
_TELLINGS = 6
"""Tellings of an event that are read, at most."""
AROUND = 5
"""Days before the day of publication in which undated news happened.

In 48 annotated articles 91 % of the dated events of the month before publication happened in them.
"""
NAMED_AT = 0.6
"""Probability from which a day that the story names is taken for an event that doesn't name it."""
AROUND_AT = 0.55
"""Probability from which an event without a day is taken to have happened around publication."""
_MODALS = words("will would may might could can should must shall 'll ’ll wo")
_PERFECT = words("has have 's ’s 've ’ve")
_PAST_PERFECT = words("had 'd ’d")
_PAST = words("was were did")
_SUBORDINATE = words("relcl acl advcl ccomp xcomp pcomp parataxis")
_PRESENT = words("is are am 's ’s 're ’re do does")


@dataclass(slots=True)
class Candidate:
    """Days that an event may have happened on, and what speaks for them."""

    first: str
    last: str
    precision: Precision
    evidence: DateEvidence
    text: str | None
    features: set[str] = field(default_factory=set)
    nearest: int = 10**9
    """Tokens from its nearest expression to the nearest telling."""


@dataclass(slots=True)
class _Named:
    """A date expression with the token it hangs on and the verb or noun it dates."""

    date: DateExpression
    token: int
    owner: int
    sent: int


class Days:
    """The days of the finished events of one text."""

    def __init__(
        self,
        parse: Parse,
        times: Times,
        triggers: Sequence[Trigger],
        dates: Sequence[DateExpression],
        published: str | None,
    ) -> None:
        self._parse, self._times, self._published = parse, times, published
        self._lags: dict[str, str] = {}
        self._triggers = {token: t for t in reversed(triggers) for token in (t.anchor, t.noun) if token is not None}
        self._named: list[_Named] = []
        for date in dates:
            first, past = token_span(parse, date["start"], date["end"])
            root = parse.root_of(first, past)
            if not times.is_bound(root):
                self._named.append(_Named(date, root, times.owner(root), parse.sent[root]))
        self._at = [n.token for n in self._named]
        self._main = self._main_day()
        recent = [n for n in self._named if self._lag(n.date["date_end"]) in ("day", "before", "week")]
        self._recency = round(3 * len(recent) / len(self._named)) if self._named else None

    def fill(self, events: Sequence[Event], model: Linear) -> None:
        """Give the events a day where one is known or can be inferred, and say of each how it is known."""
        for rows, candidates in self.undated(events):
            if chosen := choose(candidates, model):
                for row in rows:
                    row["date"], row["date_end"], row["date_text"] = chosen.first, chosen.last, chosen.text
                    row["date_precision"], row["date_evidence"] = chosen.precision, chosen.evidence

    def undated(self, events: Sequence[Event]) -> Iterator[tuple[list[Event], list[Candidate]]]:
        """Yield the rows of each event that no clause of its own dates, with what days it may have."""
        groups: dict[str, list[Event]] = {}
        for event in events:
            groups.setdefault(event["group"], []).append(event)
        for rows in groups.values():
            self._say_how(rows)
        siblings = self._siblings(events)
        for rows in groups.values():
            if rows[0]["date"] is None:
                yield rows, self.candidates(rows, siblings)

    def _say_how(self, rows: Sequence[Event]) -> None:
        """Write how the dates of rows are known that their clauses give, and share them among the rows of an event."""
        dated = next((row for row in rows if row["date"] is not None), None)
        for row in rows:
            if row["date"] is None and dated is not None:
                for key in ("date", "date_end", "date_text", "date_precision"):
                    row[key] = dated[key]
                row["date_evidence"] = "telling"
            elif row["date"] is None:
                row["date_evidence"] = None
            else:
                row["date_evidence"] = self._evidence(row)

    def _evidence(self, row: Event) -> DateEvidence:
        trigger = self._trigger_of((row["trigger_start"], row["trigger_end"]))
        date = self._times.of(trigger)[0] if trigger else None
        if date is None or date["date"] != row["date"]:
            inside = row["date_text"] is not None and row["date_text"] in row["text"]
            return "clause" if inside else "telling"
        return "clause" if row["start"] <= date["start"] < row["end"] else "clause above"

    def _trigger_of(self, span: tuple[int, int]) -> Trigger | None:
        first, past = token_span(self._parse, *span)
        return next((self._triggers[t] for t in range(first, past) if t in self._triggers), None)

    def _siblings(self, events: Sequence[Event]) -> dict[str, list[Event]]:
        """Return the events by type that their own clauses date to a week or less."""
        found: dict[str, list[Event]] = {}
        for event in events:
            if event["date"] and event["date_precision"] in ("day", "days", "week"):
                found.setdefault(event["type"], []).append(event)
        return found

    def _lag(self, last: str) -> str:
        """Return how far before publication a day lies, as a word."""
        if last not in self._lags:
            self._lags[last] = _lag(self._published, last)
        return self._lags[last]

    def _main_day(self) -> str | None:
        """Return the day of the last week that the text names most often, the first named of equals."""
        days = Counter(
            n.date["date"] for n in self._named
            if n.date["precision"] == "day" and self._lag(n.date["date"]) in ("day", "before", "week")
        )  # fmt: skip
        return days.most_common(1)[0][0] if days else None

    def candidates(self, rows: Sequence[Event], siblings: Mapping[str, Sequence[Event]]) -> list[Candidate]:
        """Return what days an event, all of its rows, may have, the stretch before publication last."""
        parse, event = self._parse, rows[0]
        spans = sorted({tuple(m) for row in rows for m in row["mentions"]})[:_TELLINGS]
        tellings = [_telling(parse, *token_span(parse, *span), self._trigger_of(span)) for span in spans]
        found: dict[tuple[str, str], Candidate] = {}
        for number in sorted({n for t in tellings for n in self._near(t)} | set(range(min(_LEAD, len(self._named))))):
            named = self._named[number]
            if any(self._describes(named, t) for t in tellings):
                continue
            first, last = self._stretch(named.date)
            if not self._fits(event, first, last):
                continue
            nearest = min(tellings, key=lambda t: abs(t.token - named.token))
            candidate = found.get((first, last))
            distance = abs(nearest.token - named.token)
            if candidate is None or distance < candidate.nearest:
                new = Candidate(first, last, named.date["precision"], "story", named.date["text"], nearest=distance)
                if nearest.sent == named.sent:
                    new.evidence = "clause above"
                if new.precision == "since":
                    new.precision = "day"
                new.features = self._relation(named, nearest, number)
                new.features |= {
                    f"precision={named.date['precision']}",
                    f"lag={self._lag(last)}",
                    f"age={_AGE[self._lag(last)]}|{nearest.tense}",
                }
                if candidate:
                    new.features |= {f for f in candidate.features if f.startswith(("lead", "sibling"))}
                found[first, last] = candidate = new
            if number < _LEAD and named.sent <= _LEAD:
                candidate.features.add("lead")
            if named.date["date"] == self._main == last:
                candidate.features.add("main day")
        for sibling in siblings.get(event["type"], ())[:_SIBLINGS]:
            key = (sibling["date"] or "", sibling["date_end"] or "")
            if not self._fits(event, *key):
                continue
            candidate = found.setdefault(
                key,
                Candidate(*key, sibling["date_precision"] or "day", "telling", sibling["date_text"]),
            )
            candidate.features |= _likeness(event, sibling, parse)
        result = list(found.values())
        for candidate in result:
            candidate.features.add("named")
        old = all(self._is_habit(t) or self._times.is_answered(t.token) for t in tellings)
        if self._published and event["status"] == "happened" and not old:
            result.append(self._around(tellings))
        return result

    def _stretch(self, date: DateExpression) -> tuple[str, str]:
        return (date["date"], date["date"]) if date["precision"] == "since" else (date["date"], date["date_end"])

    def _fits(self, event: Event, first: str, last: str) -> bool:
        """Whether an event of its status can lie in a stretch of days."""
        if self._published is None:
            return True
        return last >= self._published if event["status"] == "planned" else first <= self._published

    def _near(self, telling: "_Telling") -> list[int]:
        """Return the numbers of the date expressions near a telling."""
        here = bisect_left(self._at, telling.token)
        past = bisect_right(self._at, telling.token)
        near = range(max(0, here - _BEFORE), min(len(self._at), past + _AFTER))
        return [n for n in near if -_BACK <= self._named[n].sent - telling.sent <= _AHEAD]

    def _describes(self, named: _Named, telling: "_Telling") -> bool:
        """Whether a date is that of something else of the sentence.

        It stands in a relative clause below the telling, about one who takes part in it, or is that of the verb by
        which somebody answers for it ("jailed on Monday for a stabbing").
        """
        if named.sent == telling.sent and self._times.is_apart(telling.token, named.owner):
            return True
        up = self._parse.ancestors(named.owner) if named.sent == telling.sent else []
        below = up[: up.index(telling.verb)] if telling.verb in up else []
        return any(self._parse.dep[t] == "relcl" for t in below)

    def _relation(self, named: _Named, telling: "_Telling", number: int) -> set[str]:
        """Describe how a date expression stands to a telling."""
        parse, side = self._parse, "before" if named.token < telling.token else "after"
        said = parse.lower[named.owner] in cue_verbs()
        steps = named.sent - telling.sent
        clause = f"{'same' if not steps else 'other'} sentence|clause={telling.clause}"
        if steps:
            far = f"{side} {min(abs(steps), 5)}"
            between = len(self._between(number, telling)) - 1
            return {far, f"{far}|{min(between, 2)}", f"{side}|said={said}", f"between={min(between, 3)}", clause}
        up, down = parse.ancestors(telling.verb), parse.ancestors(named.owner)
        if named.owner in up:
            step = up.index(named.owner)
            relation = f"above {parse.dep[up[step - 1]] if step else 'own'}"
        elif telling.verb in down:
            relation = f"below {parse.dep[down[down.index(telling.verb) - 1]]}"
        else:
            relation = "beside"
        result = {"same sentence", relation, clause, f"{relation.split()[0]}|{side}", f"same|said={said}"}
        result.add(f"same|other event={named.owner in self._triggers and named.owner != telling.verb}")
        alone = len(self._between(number, telling)) - 1
        result.add(f"same|between={min(alone, 2)}")
        return result

    def _between(self, number: int, telling: "_Telling") -> range:
        """Return the numbers of the expressions from one, itself included, up to a telling."""
        here = bisect_left(self._at, telling.token)
        return range(number, here) if self._at[number] < telling.token else range(here, number + 1)

    def _is_habit(self, telling: "_Telling") -> bool:
        """Whether the present of a telling is that of a habit or of what somebody is like ("those who grow rice")."""
        low, high = self._parse.sents[telling.sent]
        usual = not _USUAL.isdisjoint(self._parse.lower[low:high])
        return telling.tense == "present" and (usual or telling.clause in ("relcl", "acl"))

    def _around(self, tellings: Sequence["_Telling"]) -> Candidate:
        """Return the days around publication with what speaks for and against them."""
        parse, telling = self._parse, tellings[0]
        published = datetime.date.fromisoformat(self._published or "")
        first = published - datetime.timedelta(days=AROUND)
        place = next((word for most, word in _PLACES if telling.sent <= most), "later")
        features = {"around", f"around|{telling.tense}", f"around|{place}", f"around|recency={self._recency}"}
        features.add(f"around|clause={telling.clause}")
        features.add(f"around|tellings={min(len(tellings), 3)}")
        low, high = parse.sents[telling.sent]
        here = bisect_left(self._at, low)
        inside = range(here, bisect_left(self._at, high))
        features |= {f"around|beside {self._lag(self._named[n].date['date_end'])}" for n in inside}
        if here and telling.sent - self._named[here - 1].sent <= 3:
            before = self._named[here - 1]
            features.add(f"around|after {self._lag(before.date['date_end'])}")
            features.add(f"around|after {_AGE[self._lag(before.date['date_end'])]}|{telling.tense}")
        return Candidate(first.isoformat(), self._published or "", "around", "publication", None, features)


_LAGS = ((0, "day"), (1, "before"), (7, "week"), (40, "month"), (400, "year"))


def _lag(published: str | None, last: str) -> str:
    if published is None:
        return "unknown"
    days = (datetime.date.fromisoformat(published) - datetime.date.fromisoformat(last)).days
    return "after" if days < 0 else next((word for most, word in _LAGS if days <= most), "long ago")


_AGE = dict.fromkeys(("day", "before", "week"), "recent") | {"month": "month", "year": "old", "long ago": "old"}
_AGE |= {"after": "after", "unknown": "unknown"}
_PLACES = ((0, "first"), (3, "lead"), (10, "early"))


@dataclass(slots=True)
class _Telling:
    token: int
    verb: int
    sent: int
    tense: str
    clause: str
    """How its clause hangs on the one above."""


def _telling(parse: Parse, first: int, past: int, trigger: Trigger | None) -> _Telling:
    token = trigger.anchor if trigger else parse.root_of(first, past)
    verb = trigger.verb if trigger and trigger.verb is not None else token
    clause = next((parse.dep[t] for t in parse.ancestors(verb) if parse.dep[t] in _SUBORDINATE), "main")
    return _Telling(token, verb, parse.sent[token], tense(parse, verb), clause)


PAST = words("past perfect pluperfect")
"""What `tense` calls clauses that tell what is over."""


def tense(parse: Parse, verb: int) -> str:
    """Name the time that a verb's form tells, itself or through the verb it is listed with."""
    if parse.pos[verb] not in ("VERB", "AUX"):
        return "no verb"
    here = verb
    for _ in range(3):
        helpers = {parse.lower[c] for c in parse.children[here] if parse.dep[c] in ("aux", "auxpass")}
        if helpers or parse.dep[here] != "conj" or parse.tag[here] not in ("VBN", "VBG", "VB"):
            break
        here = parse.head[here]
    tag = parse.tag[verb]
    if helpers & _PAST_PERFECT and tag in ("VBN", "VBD", "VBG"):
        return "pluperfect"
    if helpers & _MODALS or "to" in helpers:
        return "to come"
    if helpers & _PERFECT and tag in ("VBN", "VBD", "VBG"):
        return "perfect"
    if tag == "VBD" or helpers & _PAST:
        return "past"
    return (
        "present" if tag in ("VBZ", "VBP") or helpers & _PRESENT else "participle" if tag in ("VBN", "VBG") else "bare"
    )


def _likeness(event: Event, sibling: Event, parse: Parse) -> set[str]:
    """Describe what an event shares with a dated one of its type."""
    result = {"sibling"}
    if event["place"] and sibling["place"]:
        result.add(f"sibling|place={event['place'] == sibling['place']}")
    for side in ("actors", "recipients"):
        one, other = ({p.split()[-1].lower() for p in row[side] if p.split()} for row in (event, sibling))
        if one and other:
            result.add(f"sibling|{side}={bool(one & other)}")
    ours, theirs = (parse.text[row["trigger_start"] : row["trigger_end"]].lower() for row in (event, sibling))
    result.add(f"sibling|words={ours == theirs}")
    return result


@lru_cache(maxsize=1)
def known_days() -> Linear:
    """Return the weights by which days are chosen, read once."""
    return read_weights("event_days", Linear.of)


def choose(candidates: Sequence[Candidate], model: Linear) -> Candidate | None:
    """Return the most probable days of an event, None where nothing is probable enough.

    A day that the story names says more than the days around publication and goes before them.
    """
    named, around = None, None
    best = NAMED_AT
    for candidate in candidates:
        chance = model.probability_of(candidate.features)
        if candidate.evidence == "publication":
            around = candidate if chance >= AROUND_AT else None
        elif chance >= best:
            named, best = candidate, chance
    return named or around
