"""What a map shows of more places than it draws: those in view, and those close together as one."""

import json

import pytest

from geo.atlas import Atlas, Filter
from geo.atlas.places import PARTED, WORLD, Box
from geo.bench import made
from geo.maps import Part, drawing, payload, view
from geo.places import AREAS

PLACES = 400


@pytest.fixture(scope="module")
def atlas(tmp_path_factory, seed_record) -> Atlas:
    path = made.collection(tmp_path_factory.mktemp("made") / "made.jsonl", PLACES)
    return Atlas.from_records([seed_record, *map(json.loads, path.read_text("utf-8").splitlines())])


def seen(atlas: Atlas, box: Box, apart=()):
    return atlas.in_view(box, alone=list(AREAS), apart=list(apart))


@pytest.mark.parametrize("box", [WORLD, Box(6, 0.4, 0.3, 0.6, 0.5), Box(PARTED, 0.45, 0.3, 0.55, 0.4)], ids=str)
def test_each_place_counts_once(atlas, box):
    found = seen(atlas, box)
    assert found["count"].sum() == len(atlas.by_place())
    assert all(sum(row.shares.values()) == row.count for row in found.itertuples())
    assert all(row.south <= row.lat <= row.north and row.west <= row.lon <= row.east for row in found.itertuples())


def test_a_group_stands_where_most_happens_and_groups_come_in_the_order_of_places(atlas):
    ranks = {id: rank for rank, id in enumerate(atlas.by_place()["id"])}
    found = [ranks[id] for id in seen(atlas, WORLD)["id"]]
    assert found == sorted(found) and found[0] == 0 and len(found) < PLACES


def test_the_nearer_the_fewer_are_together_in_view_and_elsewhere_as_many(atlas):
    whole, near = seen(atlas, WORLD), seen(atlas, Box(7, 0.5, 0.25, 0.75, 0.5))
    within = atlas.by_place().query("0 <= lon <= 90 and 0 <= lat <= 66.5")
    parted = near[near["id"].isin(within["id"])]
    assert len(parted) > len(whole[whole["id"].isin(within["id"])]) and parted["count"].sum() == len(within)
    assert near["count"].max() > 1


def test_areas_and_the_chosen_place_stand_by_themselves(atlas):
    chosen = next(id for id in atlas.by_place()["id"] if id not in set(seen(atlas, WORLD)["id"]))
    found = seen(atlas, WORLD, [chosen])
    assert found.loc[chosen, "count"] == 1
    assert (found[found["kind"].isin(AREAS)]["count"] == 1).all()


def test_only_what_a_filter_keeps_is_seen(atlas):
    found = seen(atlas.filter(Filter(countries=("Country 7",))), WORLD)
    assert found["count"].sum() == 5 and set(found["country"]) == {"Country 7"}


def test_a_map_of_more_places_than_are_drawn_has_a_part_of_them(atlas, monkeypatch):
    monkeypatch.setattr(payload, "MOST", PLACES // 2)
    first, other = (
        drawing(atlas, outline=lambda place: None, part=part) for part in (payload.WORLD, Part(5, 16, 8, 20, 12))
    )
    data = json.loads(first.data)
    assert len(data["part"]["many"]) == len(data["points"]) < PLACES // 2
    assert sum(many[0] if many else 1 for many in data["part"]["many"]) + len(data["areas"]) == data["part"]["count"]
    assert first.version != other.version and view(first)["fit"] == view(other)["fit"]
    few = atlas.filter(Filter(countries=("Country 7",)))
    assert "part" not in json.loads(drawing(few, outline=lambda place: None).data)


def test_a_part_covers_what_is_in_view_and_ends_with_the_world():
    part = Part.of(5.3, 2.0, 50.0, 12.0, 44.0)
    west, north, east, south = part.degrees
    assert part.zoom == 5 and west <= 2 and north >= 50 and east >= 12 and south <= 44
    assert Part.of(2, -400, 89, 500, -89) == payload.WORLD
    assert Part.of(99, 0, 0, 0, 0).zoom == payload.DEEPEST
