"""Whatever is wrong with a path is one sentence and exit code 2; what is asked for is written where it is asked for."""

import json
import os
import subprocess
import sys

import pytest

from geo.__main__ import COMMANDS
from geo.paths import ROOT

STORY = "BARI, Italy - The mayor met fishermen in Bari on Monday. “We hear you,” she said.\n"


def run(*arguments, env=None):
    command = [sys.executable, "-m", "geo", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, env={**os.environ, **(env or {})}
    )


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


WRONG = {
    "no such file": ("parse", "{folder}/missing.jsonl"),
    "no such text": ("parse", "{folder}/missing.txt"),
    "a folder": ("parse", "{folder}"),
    "a folder with an ending": ("parse", "{folder}/sub.csv"),
    "a file for a folder": ("parse", "{story}/story.txt"),
    "a name too long": ("parse", "{folder}/" + "a" * 300 + ".txt"),
    "out is a folder": ("parse", "{story}", "-o", "{folder}"),
    "out is below a file": ("parse", "{story}", "-o", "{story}/deep/out.jsonl"),
    "out is below a file, export": ("export", "{story}", "-o", "{story}/out.csv"),
    "out is a folder, export": ("export", "{story}", "-o", "{folder}/sub.csv"),
    "out ends wrongly": ("export", "{story}", "-o", "{folder}/out.docm"),
    "no such file to export": ("export", "{folder}/missing.jsonl", "-o", "{folder}/out.csv"),
    "no such file for a map": ("map", "{folder}/missing.txt", "-o", "{folder}/map.html"),
    "map is a folder": ("map", "{story}", "-o", "{folder}/folder.html"),
    "no such corpus": ("evaluate", "{folder}/missing.jsonl"),
    "a corpus that is a folder": ("evaluate", "{folder}"),
    "a column without a name": ("parse", "{story}", "--column", "text"),
    "a column of no field": ("parse", "{story}", "--column", "words=Text"),
    "no column for the text": ("parse", "{story}", "--column", "title=Head"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_one_sentence_and_exit_code_2(name, story, tmp_path):
    (tmp_path / "sub.csv").mkdir()
    (tmp_path / "folder.html").mkdir()
    done = run(*(part.format(folder=tmp_path, story=story) for part in WRONG[name]))
    assert done.returncode == 2, done.stderr
    (sentence,) = done.stderr.strip().splitlines()
    assert sentence.startswith("geo: ") and sentence.endswith(".") and done.stdout == ""


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read and write everything")
@pytest.mark.parametrize("arguments", [("parse", "{locked}"), ("parse", "{story}", "-o", "{locked}")])
def test_without_permission(arguments, story, tmp_path):
    locked = tmp_path / "locked.txt"
    locked.write_text(STORY)
    locked.chmod(0)
    done = run(*(part.format(locked=locked, story=story) for part in arguments))
    assert done.returncode == 2 and "Permission denied" in done.stderr and len(done.stderr.splitlines()) == 1


def test_permissions_are_told_in_a_sentence(tmp_path, monkeypatch, story):
    """The same where this runs as root, whom no permission stops: the system's answer is given to it."""
    from pathlib import Path

    from geo.articles import read
    from geo.errors import PathError, UnopenedError
    from geo.files import ready_to_write

    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied", str(story))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnopenedError, match=r"story\.txt can't be opened: Permission denied\.$"):
        read(story)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(PathError, match=r"out\.csv can't be written: Permission denied\.$"):
        ready_to_write(tmp_path / "out.csv")
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(PathError, match=r"can't be written: Permission denied\.$"):
        ready_to_write(tmp_path / "new" / "out.csv")


def test_the_folder_of_the_file_to_write_is_made(story, tmp_path):
    out = tmp_path / "new" / "folders" / "out.jsonl"
    done = run("parse", story, "-o", out)
    assert done.returncode == 0 and json.loads(out.read_text("utf-8"))["id"]


def test_the_rest_is_read_and_the_exit_code_says_what_was_wrong(story, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"no")
    unread = run("parse", tmp_path / "bad.pdf", story)
    lost = run("parse", tmp_path / "missing.txt", story)
    assert (unread.returncode, lost.returncode) == (1, 2)
    assert all(json.loads(done.stdout)["text"] == STORY for done in (unread, lost))


def test_columns_and_mending_are_asked_for(tmp_path):
    sheet = tmp_path / "sheet.csv"
    garbled = STORY.strip().replace("Bari", "Växjö").encode().decode("cp1252", "replace")
    sheet.write_text(f'Meldung,Zeit\n"{garbled}",31/12/2023\n', encoding="utf-8")
    done = run("parse", sheet, "--column", "text=Meldung", "--column", "published=Zeit", "--mend")
    record = json.loads(done.stdout)
    assert record["published"] == "2023-12-31" and "in Växjö" in record["text"]
    refused = run("parse", sheet)
    assert refused.returncode == 1 and "Its columns are: Meldung, Zeit" in refused.stderr


def test_every_command_says_what_it_is_for():
    for name in COMMANDS:
        done = run(name, "--help")
        assert done.returncode == 0 and name in done.stdout
