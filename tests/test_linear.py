"""Learned sums: the same whatever the order of their features, which come from sets, ordered anew in each run."""

from itertools import permutations

import pytest

from geo.language.events.candidates import Candidate
from geo.language.events.sense import Softmax
from geo.language.events.story_places import StoryPlaceModel
from geo.language.links.named import Named
from geo.language.links.subject import Subjects
from geo.language.parse import parse_of
from geo.linear import Linear

WEIGHTS = {"early": 1e16, "late": -1e16, "named": 0.7, "spoken": 1.1, "dated": 0.2}
"""Added one by one, the small ones are lost in rounding beside the large ones, or not, by their order."""


def _of_values(values):
    return dict.fromkeys(values, 1.0)


def _story_places(values):
    model = StoryPlaceModel(WEIGHTS, [], [])
    return model.probabilities([Candidate(None, None, None, _of_values(v)) for v in (values, ["named"])])[0]


def _senses(values):
    table = {name: {"RAID": weight, "STRIKE": -weight / 3} for name, weight in WEIGHTS.items()}
    return Softmax({"bias": {"RAID": 0.13, "STRIKE": 0.4}, **table}).probabilities(values)["RAID"]


MODELS = {
    "named features": lambda names: Linear({"bias": 0.13, **WEIGHTS}).log_odds(_of_values(names)),
    "groups": lambda names: Linear({"bias": 0.13, **WEIGHTS}).log_odds_of_groups(
        [names[:2], names[2:4]], {names[4]: 1.0}
    ),
    "names": Linear.of({"bias": 0.13, "weights": WEIGHTS}).log_odds_of,
    "places of a story": _story_places,
    "senses": _senses,
}


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_the_order_of_features_decides_nothing(model):
    assert len({model(order) for order in permutations(WEIGHTS)}) == 1


def test_places_of_words_beside_are_candidates_in_the_order_of_the_text(nlp):
    named = ["Chad", "Niger", "Benin", "Togo", "Ghana", "Kenya", "Malawi", "Namibia"]
    text = (
        f"“I nursed children in {', '.join(named[:-1])} and {named[-1]},” said Ana Lund. She trained as a nurse. "
        "She retired last year. She paints now. She has two dogs. She sings. “It was never easy,” Lund said."
    )
    doc = nlp(nlp.make_doc(text))
    mentions = Named(doc, parse_of(doc))
    last = doc._.quotes[-1]
    candidates = [subject.mention["text"] for subject in Subjects(doc, parse_of(doc), mentions).of(last)]
    assert last["text"] == "It was never easy,"
    assert candidates == named


def test_groups_weigh_what_their_features_weigh_however_often_they_come():
    model = Linear({"bias": -0.4, "near": 0.3, "far": -0.2, "shared": 1.5})
    groups, amounts = [("near", "unknown"), ("far",)], {"shared": 0.25}
    for _ in range(2):
        found = model.log_odds_of_groups(groups, amounts)
        assert found == model.log_odds({"near": 1.0, "unknown": 1.0, "far": 1.0, "shared": 0.25})
