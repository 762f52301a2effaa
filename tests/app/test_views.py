"""What pages show is made once for all who look at the same, and goes when the article does."""

import pytest

from geo.app import rows, shared, store, views
from geo.atlas import Atlas, Filter
from geo.viewer import panels
from tests.exports.sample import record

LYON = "geonames:2996944"


@pytest.fixture
def article():
    shared.clear()
    yield store.keep_here([record()])
    shared.clear()


@pytest.fixture
def made(monkeypatch):
    """Counts what is made."""
    found = []

    def counted(module, name):
        real = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *given, **more: found.append(name) or real(*given, **more))

    for name in ("place_panel", "person_panel", "unplaced", "overview"):
        counted(panels, name)
    counted(rows, "people_rows")
    return found


def look(article, wanted):
    return [
        views.place(article, wanted, LYON),
        views.person(article, wanted, "Ana Roe"),
        views.unplaced(article, wanted),
        views.overview(article, wanted),
        views.table(article, wanted, "events")[0],
        views.people(article, wanted, everybody=False),
    ]


def test_a_second_look_makes_nothing(article, made):
    first = look(article, Filter())
    assert len(made) == 5
    assert all(one is other for one, other in zip(first, look(article, Filter()), strict=True)) and len(made) == 5
    look(article, Filter(kinds=("quote",)))
    assert len(made) == 10


def test_filters_decide_what_is_shown(article):
    everything, quotes = (views.place(article, wanted, LYON) for wanted in (Filter(), Filter(kinds=("quote",))))
    titles = [[section["title"] for section in panel["sections"]] for panel in (everything, quotes)]
    assert titles == [["Events", "Quotes", "Mentions"], ["Quotes"]]


def test_an_article_is_filtered_once_for_all_that_is_shown(article, monkeypatch):
    found, real = [], Atlas.filter
    monkeypatch.setattr(Atlas, "filter", lambda atlas, wanted: found.append(wanted) or real(atlas, wanted))
    look(article, Filter(kinds=("quote",)))
    assert found.count(Filter(kinds=("quote",))) == 1, "beside what narrows it to one person"


def test_a_forgotten_article_leaves_nothing_behind(article, made):
    look(article, Filter())
    store.forget(article)
    with pytest.raises(AssertionError):
        views.place(article, Filter(), LYON)


def test_what_is_remembered_is_bounded_by_its_cards(article, monkeypatch):
    panel = views.place(article, Filter(), LYON)
    most = views.MOST_CARDS
    for number in range(most):
        views.place._keep(((article, number), ()), panel, views.place._forgot)
    assert views.place.weight <= most and len(views.place._values) < most
