"""The bars in bars.json: the figures that the engine reached on the annotated articles, less a slack.

They are written anew, after a change that moves the figures for good, by

    pytest tests/language -k "articles or stories" --set-bars

which prints them as well; what a bar lost is then seen in the diff of bars.json.
"""

import json
from pathlib import Path

BARS = Path(__file__).with_name("bars.json")

SLACK = 0.03
"""What a figure may lose before a test fails: about one event in thirty."""

BETTER_LOW = ("noise", "duplicate")
"""How the names of figures end of which less is better; their bars are the most that is allowed."""

Figures = dict[str, float]


def bars_for(reached: Figures) -> Figures:
    """Return the bars for figures now reached. A figure too low for any bar has none, since it could not fail."""
    bars = {name: value + SLACK if name.endswith(BETTER_LOW) else value - SLACK for name, value in reached.items()}
    return {name: round(bar, 3) for name, bar in bars.items() if 0 < bar < 1}


def broken(bars: Figures, reached: Figures) -> dict[str, str]:
    """Return what misses its bar, by name; a bar whose figure is no longer measured is missed too."""
    wrong = {}
    for name, bar in bars.items():
        value = reached.get(name)
        if value is None:
            wrong[name] = f"not measured, bar {bar:.3f}"
        elif value > bar if name.endswith(BETTER_LOW) else value < bar:
            wrong[name] = f"{value:.3f}, bar {bar:.3f}"
    return wrong


def read_bars() -> dict[str, Figures]:
    """Return the bars by what they measure."""
    return json.loads(BARS.read_text("utf-8"))


def write_bars(reached: dict[str, Figures]) -> str:
    """Write the bars for the figures reached in place of those of the same measures; return the file as it is now."""
    bars = read_bars() if BARS.exists() else {}
    bars |= {what: bars_for(figures) for what, figures in reached.items()}
    text = json.dumps(dict(sorted(bars.items())), indent=1, ensure_ascii=False) + "\n"
    BARS.write_text(text, "utf-8")
    return text
