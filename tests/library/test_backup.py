"""A backup holds everything, and a library restored from it is the same, on either kind of database."""

import json
import zipfile

import pytest
from typer.testing import CliRunner

from geo.corrections import Elsewhere, Note, Target, read_corrections
from geo.errors import LibraryError
from geo.library import NOBODY, Library, Person
from geo.library.cli import app
from tests.library.test_collections import article
from tests.test_atlas import RECORD

WRONG = Elsewhere("geonames:2", None)


@pytest.fixture
def filled(library):
    id, key = library.save([json.loads(json.dumps(RECORD))], "Marches")
    ana = Person("Ana", {id: key})
    library.add(id, [article("oslo")], ana)
    library.log.add(id, WRONG, ana)
    library.feeds.follow(id, "https://example.org/feed", 60, ana)
    library.admit(id, ana, "bo@example.org", "editor")
    return id, ana


def test_all_is_there_again_and_can_be_worked_with(library, filled, tmp_path):
    id, ana = filled
    counts = library.backup(tmp_path / "kept.zip")
    assert (counts["collections"], counts["articles"], counts["corrections"]) == (1, 2, 1)
    again = Library.open(f"sqlite:///{tmp_path / 'again.sqlite'}")
    assert again.restore(tmp_path / "kept.zip") == counts
    assert again.get(id) == library.get(id) and again.look(id, ana) == library.look(id, ana)
    assert again.log.entries(id) == library.log.entries(id) and again.feeds.of(id) == library.feeds.of(id)
    assert again.members(id, ana) == [("bo@example.org", "editor")]
    assert again.log.undo(id, ana).correction == WRONG
    again.log.add(id, WRONG, ana)


def test_it_comes_back_into_the_kind_it_was_taken_from_too(library, filled, url, tmp_path):
    id, ana = filled
    library.backup(tmp_path / "kept.zip")
    before = library.get(id)
    library.delete(id, ana, for_good=True)
    again = Library.open(url)
    again.restore(tmp_path / "kept.zip")
    assert again.get(id) == before
    number = again.log.add(id, Elsewhere("geonames:1", None), ana)
    assert number > again.log.entries(id)[0].number, "numbers go on where they ended"


def test_what_is_there_is_not_overwritten(library, filled, tmp_path):
    library.backup(tmp_path / "kept.zip")
    with pytest.raises(LibraryError, match="not empty"):
        library.restore(tmp_path / "kept.zip")


def broken(path, how: str) -> None:
    if how == "no zip":
        path.write_bytes(b"PK nothing")
        return
    with zipfile.ZipFile(path) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    if how == "another version":
        parts["library.json"] = b'{"dateline": "library", "version": "99"}'
    elif how == "cut":
        parts["articles.jsonl"] = parts["articles.jsonl"][:-20]
    elif how == "other columns":
        parts["articles.jsonl"] = b'{"a": 1}\n'
    else:
        del parts["corrections.jsonl"]
    with zipfile.ZipFile(path, "w") as pack:
        for name, data in parts.items():
            pack.writestr(name, data)


@pytest.mark.parametrize("how", ["no zip", "another version", "cut", "other columns", "a table is missing"])
def test_a_damaged_file_is_told_and_leaves_an_empty_library(library, filled, tmp_path, how):
    path = tmp_path / "kept.zip"
    library.backup(path)
    broken(path, how)
    again = Library.open(f"sqlite:///{tmp_path / 'again.sqlite'}", everyone="owner")
    with pytest.raises(LibraryError, match=r"damaged|version"):
        again.restore(path)
    assert again.listed(Person()) == []


def test_a_backup_that_fails_leaves_the_one_before(library, filled, tmp_path, monkeypatch):
    from geo.library import backup

    path = tmp_path / "kept.zip"
    library.backup(path)
    before = path.read_bytes()

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_write", full)
    with pytest.raises(OSError, match="No space"):
        library.backup(path)
    assert path.read_bytes() == before and [found.name for found in tmp_path.glob(".kept*")] == []


def test_the_command_line_adds_lists_takes_out_and_moves(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path / 'one.sqlite'}")
    run = CliRunner().invoke
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    words = "Heavy rain fell on Lyon on Monday, and the river rose by two metres. "
    (folder / "a.txt").write_text(words * 3, "utf-8")
    (folder / "below" / "b.txt").write_text(words * 4, "utf-8")
    (folder / "below" / "again.txt").write_text(words * 4, "utf-8")
    done = run(app, ["add", "Rain", str(folder)])
    assert "2 articles added" in done.stderr and "1 were there already" in done.stderr
    assert "\t2\t0\t" in run(app, ["list"]).stdout
    library = Library.open(f"sqlite:///{tmp_path / 'one.sqlite'}")
    for pending in library.pending(most=9):
        library.keep_reading(pending.key, {**pending.fields, "mentions": []})
    assert not run(app, ["records", "Rain", "-o", str(tmp_path / "out.jsonl")]).exit_code
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 2
    assert not run(app, ["backup", str(tmp_path / "kept.zip")]).exit_code
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path / 'two.sqlite'}")
    assert "1 collections with 2 articles" in run(app, ["restore", str(tmp_path / "kept.zip")]).stderr
    assert "\t2\t2\t" in run(app, ["list"]).stdout
    assert run(app, ["records", "Sun"]).exception


def test_no_id_is_taken_for_an_option(library, monkeypatch):
    made = iter(["-a", "--help", "a-b", "key"])
    monkeypatch.setattr("geo.library.store.secrets.token_urlsafe", lambda size: next(made))
    assert library.create("Rain")[0] == "a-b"


def test_the_corrections_that_stand_are_taken_out_for_an_export(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'one.sqlite'}"
    monkeypatch.setenv("DATELINE_DATABASE", url)
    library, run, made = Library.open(url, everyone="owner"), CliRunner().invoke, tmp_path / "made.jsonl"
    id, _ = library.save([json.loads(json.dumps(RECORD))], "Marches")
    library.give("file:news", "news")
    half = Note(Target("0" * 16, "event", 0, 1, "\ud83d"), "Ask \u00c9va.")
    for collection, correction in ((id, half), (id, WRONG), ("file:news", WRONG)):
        library.log.add(collection, correction, NOBODY, asked="random")
    assert not run(app, ["corrections", "Marches", "-o", str(made)]).exit_code
    assert list(read_corrections(made, pytest.fail)) == [half, WRONG]
    library.log.undo(id, NOBODY)
    assert not run(app, ["corrections", id, "-o", str(made)]).exit_code
    assert list(read_corrections(made, pytest.fail)) == [half]
    assert json.loads(run(app, ["corrections", "file:news"]).stdout)["kind"] == "elsewhere"
    assert "no collection Rain" in str(run(app, ["corrections", "Rain"]).exception)
