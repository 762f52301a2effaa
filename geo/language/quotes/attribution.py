"""Who says which quotation: the best candidate each, speakers kept from one paragraph to the next, no titles."""

from dataclasses import dataclass, replace

from geo.language.quotes.candidates import Candidate, Given, candidates
from geo.language.quotes.frames import Frame
from geo.language.quotes.kinds import is_fragment, is_sentence, is_utterance, kind_features
from geo.language.quotes.mentions import STOPS
from geo.language.quotes.scene import Scene
from geo.linear import Linear

THRESHOLD = 0.5
_FRAGMENT_GAP = 5
_LONGEST_CHAIN = 40


@dataclass(slots=True)
class Attribution:
    """One quotation and the candidate that tells its speaker, None where the article has none."""

    quotation: int
    candidate: Candidate | None


def attribute(scene: Scene, speaker: Linear, quotation: Linear) -> list[Attribution]:
    """Return the quotations of an article with their speakers, titles, scare quotes and headlines left out."""
    found: list[Attribution] = []
    last: Given | None = None
    chains = _chains(scene)
    chosen: dict[int, Candidate | None] = {}
    for number, stretch in enumerate(scene.quotations):
        chain, parts = stretch.chain, chains[stretch.chain]
        if len(parts) > 1 and chain in chosen:
            best = chosen[chain]
        else:
            best = _best(scene, parts[:_LONGEST_CHAIN], last, speaker)
            chosen[chain] = best
        features = kind_features(scene, number, best)
        if features is None:
            continue
        if len(parts) == 1 and not _is_quotation(scene, number, best, features, quotation):
            continue
        found.append(Attribution(number, best))
        best = best and nearest_cue(scene, number, best)
        found[-1].candidate = best
        if best:
            last = last.followed_by(number, best) if last else Given(number, best)
    return found


def _is_quotation(scene: Scene, number: int, best: Candidate | None, features: list[str], model: Linear) -> bool:
    if is_utterance(scene, number, best) or is_sentence(scene, number) or _goes_on(scene, number, best):
        return True
    if is_fragment(scene, number) and not _is_attached(scene, number, best):
        return False
    return model.probability_of(features) >= THRESHOLD


def _goes_on(scene: Scene, number: int, best: Candidate | None) -> bool:
    """Whether words of any length go on behind who said the ones before: “She is gone,” said Lee, 40. “For good.”"""
    if best is None or best.side != "before" or best.frame.cue < 0 or not number:
        return False
    stretch, text, line = scene.quotations[number], scene.tokens.text, scene.line(best.line)
    earlier, here = line.quotes.get(number - 1), line.quotes.get(number)
    if earlier is None or here is None or not earlier < line.place[best.frame.cue] < here:
        return False
    before = line.items[here - 1]
    ended = before >= 0 and scene.tokens.words[before] in STOPS
    return ended and text[stretch.start].isupper() and text[stretch.end - 1] in ".!?"


def _is_attached(scene: Scene, number: int, best: Candidate | None) -> bool:
    """Whether a cue stands close enough for one or two words to be somebody's, in their sentence or after its end."""
    if best is None or best.frame.cue < 0 or not 0 <= best.gap <= _FRAGMENT_GAP:
        return False
    stretch, text = scene.quotations[number], scene.tokens.text
    if best.stop and not (text[stretch.start].isupper() and text[stretch.end - 1] in ",.!?"):
        return False
    return best.frame.relation != "climbed" or scene.tokens.lower[best.frame.cue].endswith("ing")


def nearest_cue(scene: Scene, number: int, best: Candidate) -> Candidate:
    """Return the candidate with the nearest of the cues that its mention has: Smith denied it, saying “...”."""
    line = scene.line(best.line)
    own = line.quotes.get(number)
    if best.side != "before" or best.frame.cue < 0 or own is None:
        return best
    frame = best.frame
    for other in scene.frames_near(best.line, own):
        between = frame.cue < other.cue and line.place.get(other.cue, own) < own
        if between and other.mention.first == frame.mention.first and _is_further_cue(scene, other):
            frame = other
    return replace(best, frame=frame)


def _is_further_cue(scene: Scene, frame: Frame) -> bool:
    """Whether the cue is a participle that adds words: ..., saying “...”."""
    tokens = scene.tokens
    spoken = frame.kind in ("say", "write", "describe") and tokens.lower[frame.cue] != "reading"
    return spoken and tokens.lower[frame.cue].endswith("ing") and tokens.words[frame.cue - 1] in (",", "and")


def _chains(scene: Scene) -> dict[int, list[int]]:
    """Return the quotations of each chain, those of one quotation over several paragraphs."""
    chains: dict[int, list[int]] = {}
    for number, stretch in enumerate(scene.quotations):
        chains.setdefault(stretch.chain, []).append(number)
    return chains


def _best(scene: Scene, parts: list[int], last: Given | None, model: Linear) -> Candidate | None:
    """Return the best candidate over all parts of one quotation."""
    best, best_score = None, float("-inf")
    for part in parts:
        for candidate in candidates(scene, part, last):
            score = model.log_odds_of(candidate.features)
            if score > best_score:
                best, best_score = candidate, score
    return best
