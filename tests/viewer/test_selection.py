"""What is left of the one-file page under filters is counted as the atlas counts it."""

import json
from dataclasses import replace

import pytest

from geo.app.state import ROLES
from geo.atlas import Atlas, Filter
from geo.contract import ParsedArticle
from geo.ontology import categories
from geo.viewer import bundle, page, words
from geo.viewer.panels import COUNTS, GROUPS, group_of
from geo.viewer.timeline import lanes
from tests.browser.test_ground import story as ground
from tests.browser.test_minor import story as minor

pytestmark = pytest.mark.browser
COLUMNS = ("id", *COUNTS, "weight", "total", "doubtful", "category")
EVERY_ROLE = tuple(role for roles in ROLES.values() for role in roles)


@pytest.fixture(scope="module")
def atlas(seed_record) -> Atlas:
    """Three articles: with guesses, minor events, doubtful places, a river, and items without a date or place."""
    stories: list[ParsedArticle] = [seed_record, {**minor(), "id": "minor"}, {**ground(), "id": "ground"}]
    return Atlas.from_records([{**record, "published": day} for record, day in zip(stories, DAYS, strict=True)])


DAYS = ("2015-11-26", "2024-05-08", None)


@pytest.fixture(scope="module")
def select(browser, atlas):
    """Return what the page's script makes of a selection: the rows of places, the list's sections, the timeline."""
    tab = browser.new_context(offline=True).new_page()
    script = bundle.script("selection")
    data = json.loads(page.inert(page.payload(atlas)))
    tab.evaluate(f"(data) => {{ {script}; window.select = (state) => selection.of(data, state) }}", data)

    def made(**wanted):
        state = {"off": [], "roles": list(words.PARTS), "query": "", "article": "", "since": "", "until": ""}
        return tab.evaluate(
            """(state) => {
              const made = select({ ...state, off: new Set(state.off), roles: new Set(state.roles) })
              const rows = made.places(made.kept())
              const { sections } = made.overview(rows)
              return { rows, sections, timeline: made.timeline(made.kept({ days: false })) }
            }""",
            {**state, "clock": "happened", **wanted},
        )

    yield made
    tab.context.close()


def without(some: tuple, *gone) -> tuple:
    return tuple(one for one in some if one not in gone)


CATEGORIES = (*categories(), None)
CASES = [
    ({}, Filter()),
    *(({"off": [name or "mention"]}, Filter(categories=without(CATEGORIES, name))) for name in CATEGORIES),
    *(
        ({"roles": [*without(tuple(words.PARTS), off)]}, Filter(roles=without(EVERY_ROLE, *gone)))
        for off, gone in (("happened", ("happened",)), ("said_at", ("said_at",)), ("about", ROLES["about"]))
    ),
    ({"query": "PARIS"}, Filter(text="PARIS")),
    ({"query": "putin syria"}, Filter(text="putin syria")),
    ({"article": 1}, Filter(articles=("minor",))),
    ({"since": "2015-11-20", "until": "2015-11-30"}, Filter(since="2015-11-20", until="2015-11-30")),
    ({"since": "2016-01-01"}, Filter(since="2016-01-01")),
    ({"until": "2015-11-23"}, Filter(until="2015-11-23")),
    ({"until": "2015-12-01", "clock": "published"}, Filter(until="2015-12-01", clock="published")),
]


@pytest.mark.parametrize(("state", "wanted"), CASES, ids=[json.dumps(state) for state, _ in CASES])
def test_places_are_counted_as_the_atlas_counts_them(atlas, select, state, wanted):
    made, table = select(**state), atlas.filter(wanted).by_place()
    rows = table.astype(object).where(table.notna(), None)
    expected = [dict(zip(COLUMNS, row, strict=True)) for row in rows[list(COLUMNS)].itertuples(index=False, name=None)]
    assert [{name: row[name] for name in COLUMNS} for row in made["rows"]] == expected
    groups = {name: [place.id for place in table.itertuples() if group_of(place) == name] for name in GROUPS}
    assert {section["group"]: [row["id"] for row in section["rows"]] for section in made["sections"]} == groups
    assert len(table) > 0


@pytest.mark.parametrize("clock", page.CLOCKS)
def test_the_timeline_of_everything_is_that_of_the_atlas(atlas, select, clock):
    assert select(clock=clock)["timeline"] == {**lanes(atlas, clock), "since": "", "until": ""}


@pytest.mark.parametrize(("state", "wanted"), CASES, ids=[json.dumps(state) for state, _ in CASES])
def test_the_timeline_leaves_no_item_out(atlas, select, state, wanted):
    drawn = select(**state)["timeline"]
    told = atlas.filter(replace(wanted, since="", until="")).by_day(wanted.clock)
    bars = sum(items for lane in drawn["lanes"] for _, _, items in lane["bars"])
    assert bars + drawn["beyond"] + drawn["vague"] + drawn["undated"] == len(told)
