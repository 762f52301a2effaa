"""The image is built of what is known: packages and the base image by their checksums."""

import re
import subprocess

import pytest

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


@pytest.mark.parametrize(
    ("base", "known"),
    [
        ("python:3.13-slim", False),
        ("", False),
        ("python:3.13-slim@sha256:", False),
        ("python@sha256:" + "0" * 64, True),
        ("registry.example.org:5000/python:3.13@sha256:" + "f" * 64, True),
    ],
)
def test_a_base_image_without_its_digest_is_refused(base, known):
    lines = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    check = next(line.removeprefix("RUN ") for line in lines.splitlines() if line.startswith("RUN case"))
    done = subprocess.run(["sh", "-c", check], env={"BASE": base}, capture_output=True, text=True)
    assert (done.returncode == 0) == known and known == ("has no digest" not in done.stderr)
