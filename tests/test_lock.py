"""requirements.lock is what requirements.txt asks for, with a checksum of each file."""

import re

from geo.paths import ROOT


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text("utf-8")
    found = re.findall(r"^([A-Za-z0-9_.-]+)(?:\[\w+\])?==([\w.+-]+)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


def test_every_requirement_is_locked_at_its_version():
    locked = pins("requirements.lock")
    for name in ("requirements.txt", "requirements.hosted.txt"):
        for package, version in pins(name).items():
            assert locked[package] == version, package


def test_every_line_of_the_lock_has_checksums():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in block, block[:80]
