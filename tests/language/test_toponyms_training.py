"""Training of toponyms: what a corpus says nothing about is neither right nor wrong."""

import pytest

from geo.gazetteer import Gazetteer
from geo.language import pipeline
from geo.language.resolution.ranking import Ranker
from geo.weights import read_weights

pytest.importorskip("sklearn")
from geo.language.training import ranker, recogniser
from geo.language.training.corpus import samples

CASES = {
    "Danish soldiers arrived in Denmark on Monday.": ("Danish", "Denmark"),
    "A Peruvian nurse flew to Peru on Friday.": ("Peruvian", "Peru"),
    "The Kenyan team trained in Kenya.": ("Kenyan", "Kenya"),
    "Two Norwegian ships left Norway.": ("Norwegian", "Norway"),
    "Polish miners marched across Poland.": ("Polish", "Poland"),
}


def _toponym(text: str, name: str) -> dict:
    place = Gazetteer.open().lookup(name)[0].place
    start = text.rindex(name)
    return {"start": start, "end": start + len(name), "text": name, "lat": place.lat, "lon": place.lon,
            "geonameid": int(place.id.split(":")[1])}  # fmt: skip


@pytest.fixture(scope="module")
def articles():
    rows = [
        ("made", {"id": str(number), "text": text, "toponyms": [_toponym(text, name)]})
        for number, (text, (_, name)) in enumerate(CASES.items())
    ]
    return recogniser.gather(samples(rows, pipeline.load(until="people")), Gazetteer.open().lookup)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_demonyms_of_a_corpus_without_any_are_not_judged(articles, number):
    article = articles[number]
    text, (demonym, name) = list(CASES.items())[number]
    at = {word: (text.rindex(word), text.rindex(word) + len(word)) for word in (demonym, name)}
    assert at[demonym] in article.unjudged() and at[name] not in article.unjudged()
    named = [span for span in article.spans if (span.start, span.end) in at.values()]
    mentions = [recogniser.mention(span, 0.9) for span in named]
    problem = ranker.problem(article.sample, mentions, Gazetteer.open().lookup)
    model = Ranker(read_weights("resolution", dict))
    assert [right for _, right in ranker.judge(problem, model, article.unjudged())] == [True]
    assert sorted(right for _, right in ranker.judge(problem, model)) == [False, True]
