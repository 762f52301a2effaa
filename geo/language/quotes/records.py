"""Records of the contract from attributed quotations and reported clauses."""

from bisect import bisect_left
from operator import itemgetter

from spacy.symbols import AUX, VERB

from geo.contract import DateExpression, Quote
from geo.language.coreference import Coreference, Reference
from geo.language.coreference.reference import NOBODY
from geo.language.quotes.attribution import Attribution
from geo.language.quotes.candidates import Candidate
from geo.language.quotes.frames import Frame
from geo.language.quotes.mentions import STOPS
from geo.language.quotes.reported import Reported
from geo.language.quotes.scene import REACH, Scene
from geo.language.quotes.speakers import speaker_of

_BESIDE = 3
_VAGUE = frozenset(("since", "year", "years", "season"))
_CHAIN = 4
_FINAL = ",.!?"
_start = itemgetter("start")


def records(
    scene: Scene,
    coreference: Coreference,
    attributed: list[Attribution],
    reported: list[Reported],
    dates: list[DateExpression],
) -> list[Quote]:
    """Return one record a quotation or clause, in the order of the text."""
    rows: list[tuple[int, Attribution | Reported]] = [
        *((scene.quotations[one.quotation].start, one) for one in attributed),
        *((one.start, one) for one in reported),
    ]
    rows.sort(key=lambda row: row[0])
    result: list[Quote] = []
    groups: dict[tuple[str, int], str] = {}
    speakers: dict[tuple[int, int], Reference] = {}
    for number, (_, one) in enumerate(rows, 1):
        direct = isinstance(one, Attribution)
        frame, where = _frame(one)
        speaker = NOBODY
        if frame and _is_loose_fragment(scene, one) and not coreference.is_paper(frame.mention.head):
            speaker = NOBODY._replace(why="the words are a piece of a sentence and need not be anybody’s")
        elif frame:
            key = (frame.mention.first, where)
            speaker = speakers.get(key) or speaker_of(scene, coreference, where, frame.mention)
            speakers[key] = speaker
        span = _span(scene, one)
        why = _why(scene, one.candidate) if isinstance(one, Attribution) else _why_reported(scene, one.frame)
        own = isinstance(one, Reported) or _has_cue(scene, one.candidate)
        row = _row(scene, f"q{number}", span, direct, frame, speaker, why, own)
        row["group"] = groups.setdefault(_group(scene, one, number), row["id"])
        _add_date(scene, row, frame, where, dates)
        result.append(row)
    return result


def _is_loose_fragment(scene: Scene, one: Attribution | Reported) -> bool:
    """Whether a stretch that no cue brings in is a piece of a sentence: seized a “green leafy substance” and a phone.

    Whoever is named nearest to such a piece says it in 4 of 14 cases of PolNeAR: no speaker is truer.
    """
    if isinstance(one, Reported) or one.candidate is None or one.candidate.frame.cue >= 0:
        return False
    stretch, text = scene.quotations[one.quotation], scene.tokens.text
    return text[stretch.start].islower() and text[stretch.end - 1] not in _FINAL


def _has_cue(scene: Scene, candidate: Candidate | None) -> bool:
    """Whether the cue stands beside the quotation, or ends the paragraph before it with a colon."""
    if candidate is None or candidate.side in ("kept", "other"):
        return False
    items = scene.line(candidate.line).items
    return candidate.side != "previous" or (items[-1] >= 0 and scene.tokens.words[items[-1]] == ":")


def _frame(one: Attribution | Reported) -> tuple[Frame | None, int]:
    if isinstance(one, Reported):
        return one.frame, one.line
    return (one.candidate.frame, one.candidate.line) if one.candidate else (None, -1)


def _span(scene: Scene, one: Attribution | Reported) -> tuple[int, int]:
    if isinstance(one, Reported):
        return one.start, one.end
    stretch = scene.quotations[one.quotation]
    return stretch.start, stretch.end


def _group(scene: Scene, one: Attribution | Reported, number: int) -> tuple[str, int]:
    """Return what the rows of one utterance share: its paragraphs' chain, or the cue that splits it."""
    if isinstance(one, Reported):
        return "cue", one.frame.cue
    stretch = scene.quotations[one.quotation]
    parts = (one.quotation - 1, one.quotation + 1)
    if any(0 <= part < len(scene.quotations) and scene.quotations[part].chain == stretch.chain for part in parts):
        return "chain", stretch.chain
    candidate = one.candidate
    if candidate and candidate.frame.cue >= 0 and candidate.side in ("before", "after", "within"):
        return "cue", candidate.frame.cue
    return "row", number


def _row(
    scene: Scene,
    identifier: str,
    span: tuple[int, int],
    direct: bool,
    frame: Frame | None,
    speaker: Reference,
    why: str,
    own: bool,
) -> Quote:
    tokens = scene.tokens
    verb = own and frame is not None and frame.cue >= 0 and frame.kind != "colon"
    cue = (tokens.starts[frame.cue], tokens.ends[frame.cue_last - 1]) if frame and verb else None
    return {
        "id": identifier,
        "start": span[0],
        "end": span[1],
        "text": tokens.text[span[0] : span[1]],
        "direct": direct,
        "speaker": speaker.name,
        "speaker_id": speaker.id,
        "speaker_start": tokens.starts[frame.mention.first] if frame else None,
        "speaker_end": tokens.ends[frame.mention.last - 1] if frame else None,
        "cue": tokens.text[cue[0] : cue[1]] if cue else None,
        "cue_start": cue[0] if cue else None,
        "cue_end": cue[1] if cue else None,
        "date": None,
        "date_end": None,
        "date_text": None,
        "said_at": None,
        "said_at_evidence": None,
        "about": [],
        "group": identifier,
        "why": f"{why}; {speaker.why}." if speaker.why else f"{why}.",
    }


def _why(scene: Scene, candidate: Candidate | None) -> str:
    if candidate is None:
        return "The article does not tell who says this"
    text = _told(scene, candidate.frame)
    if candidate.side == "other":
        return f"No speaker beside the quotation: it answers the one before, in turn after {text}"
    if candidate.side in ("kept", "previous"):
        return f"No speaker beside the quotation: it goes on from {text} before it"
    if candidate.frame.cue < 0:
        return f"No cue: {text} is the closest mention of a speaker"
    return f"{text} {'around' if candidate.side == 'within' else candidate.side} the quotation"


def _why_reported(scene: Scene, frame: Frame) -> str:
    return f"{_told(scene, frame)} brings in reported speech"


def _told(scene: Scene, frame: Frame) -> str:
    """Return mention and cue as the text has them, in marks, what lies between left out where it is long."""
    spans = [(frame.mention.first, frame.mention.last)]
    if frame.cue >= 0:
        spans.append((frame.cue, frame.cue_last))
    spans.sort()
    first, last = spans[0][0], max(end for _, end in spans)
    quoted = any(scene.quoted[index] >= 0 for index in range(first, last))
    if last - first <= 7 and not quoted:
        return f"“{_text(scene, first, last)}”"
    return "“" + " … ".join(_text(scene, *one) for one in spans) + "”"


def _text(scene: Scene, first: int, last: int) -> str:
    tokens = scene.tokens
    return " ".join(tokens.text[tokens.starts[first] : tokens.ends[last - 1]].split())


def _add_date(scene: Scene, row: Quote, frame: Frame | None, where: int, dates: list[DateExpression]) -> None:
    """Fill the date from the cue's sentence, the expression nearest to the cue."""
    if not dates or frame is None or frame.cue < 0:
        return
    low, high = _sentence(scene, where, frame.cue)
    center = scene.tokens.starts[frame.cue]
    near = dates[bisect_left(dates, low, key=_start) : bisect_left(dates, high, key=_start)]
    inside = [one for one in near if one["precision"] not in _VAGUE and one["end"] <= high and not _quoted(scene, one)]
    inside = [one for one in inside if row["direct"] or not row["start"] <= one["start"] < row["end"]]
    inside = [one for one in inside if _goes_with(scene, one, frame)]
    if inside:
        nearest = min(inside, key=lambda one: abs(one["start"] - center))
        row["date"], row["date_end"] = nearest["date"], nearest["date_end"]
        row["date_text"] = nearest["text"]


def _goes_with(scene: Scene, date: DateExpression, frame: Frame) -> bool:
    """Whether a date tells when the cue happened: beside it, or on its verb or one that it hangs on.

    The date of a relative clause is another's: Cameron, who was in Paris on Monday, said.
    """
    tokens = scene.tokens
    token = tokens.at(date["start"])
    last = tokens.until(date["end"])
    first, end = sorted(((token, last), (frame.cue, frame.cue + 1)))
    if end[0] - first[1] < _BESIDE and "," not in tokens.words[first[1] : end[0]]:
        return True
    while token < last - 1 and token <= tokens.heads[token] < last and tokens.heads[token] != token:
        token = tokens.heads[token]
    above = _verb_above(scene, token)
    verbs = [frame.cue]
    while len(verbs) < _CHAIN and tokens.heads[verbs[-1]] != verbs[-1]:
        verbs.append(tokens.heads[verbs[-1]])
    return above in verbs


def _verb_above(scene: Scene, token: int) -> int:
    """Return the verb that a token hangs on in the parse, or the root."""
    tokens = scene.tokens
    for _ in range(6):
        head = tokens.heads[token]
        if head == token or tokens.pos[head] in (VERB, AUX):
            return head
        token = head
    return token


def _quoted(scene: Scene, date: DateExpression) -> bool:
    return scene.quoted[min(scene.tokens.at(date["start"]), len(scene.quoted) - 1)] >= 0


def _sentence(scene: Scene, where: int, token: int) -> tuple[int, int]:
    """Return the character span of the sentence around a token, quotations skipped."""
    tokens, line = scene.tokens, scene.line(where)
    first = last = line.place[token]
    low, high = first - REACH, last + REACH
    while first > max(0, low) and not (line.items[first - 1] >= 0 and tokens.words[line.items[first - 1]] in STOPS):
        first -= 1
    while last + 1 < min(len(line.items), high) and not (
        line.items[last] >= 0 and tokens.words[line.items[last]] in STOPS
    ):
        last += 1
    inner = [item for item in line.items[first : last + 1] if item >= 0]
    return tokens.starts[inner[0]], tokens.ends[inner[-1]]
