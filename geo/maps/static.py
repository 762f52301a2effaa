"""The files that the map's page loads, gathered from installed packages into one folder that the app serves.

Nothing is copied into the repository and nothing comes from another server. The folder is named after its content,
so a browser may keep its files and a new version never mixes with an old one.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from geo.errors import DatelineError
from geo.gazetteer import Gazetteer, outlines
from geo.maps.vague import PART, shape_of
from geo.paths import ROOT

STATIC = ROOT / "static"
ASSETS = Path(__file__).parent / "assets"
SCRIPTS = (
    "leaflet.js", "paths.js", "crowd.js", "story.js", "labels.js", "outlines.js", "address.js", "around.js",
    "dateline.js",
)  # fmt: skip
STYLES = ("leaflet.css", "dateline.css")
CITIES = 6000
"""How many cities the base map can name."""
_NUMBER = re.compile(r"\d")
"""Names with numbers are those of wards and quarters."""
IMAGES = ("images/layers.png", "images/layers-2x.png")


class StaticError(DatelineError):
    """The folder of the map's files can't be written."""


@cache
def prepare(fonts: tuple[tuple[str, str], ...] = (), folder: Path = STATIC) -> str:
    """Make the folder of the map's files, if it is not there, and return its name under `folder`.

    It is written aside and moved into place in one step, so that two starts at once don't disturb each other.

    Args:
        fonts: names in dateline.css ("text", "icons") and the address each font has.
        folder: the folder that the app serves.

    Raises:
        StaticError: it can't be written.
    """
    content = _content(dict(fonts))
    name = sha256(b"".join(key.encode() + data for key, data in sorted(content.items()))).hexdigest()[:12]
    if (folder / name).is_dir():
        return name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _aside(folder) as aside:
            for relative, data in content.items():
                target = aside / relative
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            (aside / "outlines").mkdir()
            (aside / "cities.json").write_text(_json(_cities()), "utf-8")
            aside.chmod(0o755)
            try:
                aside.rename(folder / name)
            except OSError:
                if not (folder / name).is_dir():
                    raise
    except OSError as error:
        raise StaticError(f"The map's files can't be written to {folder}: {error.strerror}.") from error
    return name


@cache
def publish_outline(
    version: str, place: str, folder: Path = STATIC, *, own: str | None = None, secret: str = ""
) -> str | None:
    """Write the outline or course of a place, or of the part of a sea that it is, as GeoJSON, if it has one.

    Args:
        version: what `prepare` returned.
        place: its id.
        folder: the folder that the app serves.
        own: the text of the shape of a place of somebody's own.
        secret: goes into the name of the file, and its time is none: so nobody finds out which places others read of.

    Returns:
        Its path under the version's folder.

    Raises:
        StaticError: it can't be written.
    """
    name = f"{sha256(f'{secret}{place}{own or str()}'.encode()).hexdigest()[:16]}.json"
    for known in (f"outlines/{name}", f"outlines/{PART}{name}"):
        if (folder / version / known).exists():
            return known
    geometry, kind = shape_of(place, own)
    if geometry is None:
        return None
    relative = f"outlines/{kind}{name}"
    _write(folder / version / relative, json.dumps(geometry, separators=(",", ":")))
    return relative


def publish_together(version: str, outlines: Sequence[str], folder: Path = STATIC) -> str:
    """Write outlines into one file, an object with each under its path: to fetch hundreds one by one takes seconds.

    Args:
        version: what `prepare` returned.
        outlines: what `publish_outline` returned.
        folder: the folder that the app serves.

    Returns:
        The path of the file under the version's folder.

    Raises:
        StaticError: it can't be written.
    """
    paths = sorted(set(outlines))
    relative = f"outlines/together-{sha256(' '.join(paths).encode()).hexdigest()[:16]}.json"
    target = folder / version / relative
    if not target.exists():
        shapes = (f"{json.dumps(path)}:{(folder / version / path).read_text('utf-8')}" for path in paths)
        _write(target, f"{{{','.join(shapes)}}}")
    return relative


def _write(target: Path, text: str) -> None:
    """Write an outline, all of it or nothing, with no time of its own."""
    try:
        with _aside(target.parent) as aside:
            made = aside / target.name
            made.write_text(text, "utf-8")
            os.utime(made, (0, 0))
            made.replace(target)
    except OSError as error:
        raise StaticError(f"An outline can't be written to {target.parent}: {error.strerror}.") from error


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Make a folder in which to make what goes into `folder`; what is left in it in the end is deleted."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-", ignore_cleanup_errors=True) as made:
        yield Path(made)


def _content(fonts: Mapping[str, str]) -> dict[str, bytes]:
    found = {name: source(name).read_bytes() for name in (*SCRIPTS, *STYLES, *IMAGES)}
    style = found["dateline.css"].decode()
    for name in ("text", "icons"):
        style = style.replace("{" + name + "}", fonts.get(name, ""))
    found["dateline.css"] = style.encode()
    found["world.json"] = _json(outlines.world()).encode()
    found["close.json"] = outlines.CLOSE.read_bytes()
    return found


def _cities() -> list[tuple[str, float, float]]:
    """Return name, latitude and longitude of the large cities of the world, the largest first: names to go by."""
    found = Gazetteer.open().largest("city", CITIES)
    return [(place.name, round(place.lat, 3), round(place.lon, 3)) for place in found if not _NUMBER.search(place.name)]


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def source(name: str) -> Path:
    """Return where a file of the map's page is: among our own, or in the package of Leaflet."""
    leaflet = Path(str(files("xstatic.pkg.leaflet"))) / "data"
    return next(path for path in (ASSETS / name, leaflet / name) if path.exists())
