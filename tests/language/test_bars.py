"""The bars themselves: a figure that falls breaks its bar, and so does one that vanishes."""

from bars import BARS, SLACK, bars_for, broken, read_bars


def test_a_bar_is_the_figure_less_the_slack():
    assert bars_for({"real": 0.5, "map, noise": 0.2, "recall": 1.0}) == {
        "real": 0.47,
        "map, noise": 0.23,
        "recall": 0.97,
    }


def test_a_bar_that_could_not_fail_is_none():
    assert bars_for({"real": SLACK / 2, "noise": 1.0}) == {}


def test_what_falls_rises_or_vanishes_breaks_its_bar():
    bars = bars_for({"real": 0.5, "noise": 0.2})
    assert broken(bars, {"real": 0.48, "noise": 0.22, "new": 0.0}) == {}
    assert list(broken(bars, {"real": 0.46, "noise": 0.24})) == ["real", "noise"]
    assert list(broken(bars, {"real": 0.9})) == ["noise"]


def test_the_file_names_every_measure():
    kinds = {"stories", "voices", "events", "events found", "about", "across", "across, kept"}
    kinds |= {f"{what}, {kind}" for what in ("quotes", "said at") for kind in ("direct", "reported")}
    kinds |= {f"said at, {kind}, told" for kind in ("direct", "reported")}
    assert read_bars().keys() == kinds, BARS
    assert all(0 < bar < 1 for bars in read_bars().values() for bar in bars.values())
