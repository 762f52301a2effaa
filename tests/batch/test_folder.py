"""The folder: what is done is there whole, what is not is gone, and nothing is mixed."""

import json
import os
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.articles import Article
from geo.batch.folder import FolderError, open_folder
from geo.batch.partitions import Known, Partition, partitions
from geo.errors import PathError
from geo.paths import ROOT
from tests.batch.archive import leftovers, markers

EDITION = {"dateline": "1", "weights": "abc"}
TABLES = {"events": pa.table({"id": ["e1"]}), "errors": pa.table({"article": pa.array([], pa.string())})}


def partition(number: int) -> Partition:
    return Partition((Article(id=str(number), text=f"Rain fell on Lyon {number} times."),))


def rows(out) -> int:
    return sum(json.loads(path.read_bytes())["rows"]["events"] for path in out.glob("_done/*.json"))


def test_a_partition_is_files_of_one_name_and_a_marker(tmp_path):
    out = tmp_path / "out"
    with open_folder(out, EDITION) as folder:
        folder.write(partition(1), TABLES)
        folder.write(partition(2), TABLES)
        assert sorted(folder.names()) == sorted([*partition(1).names, *partition(2).names])
        assert folder.bytes > 1_000
    for number in (1, 2):
        name = f"part-{partition(number).key}"
        assert sorted(str(path.relative_to(out)) for path in out.rglob(f"{name}*")) == [
            f"_done/{name}.json", f"errors/{name}.parquet", f"events/{name}.parquet",
        ]  # fmt: skip
    assert json.loads((out / "manifest.json").read_bytes()) == EDITION
    assert rows(out) == 2 and leftovers(out) == []


def test_what_has_no_marker_is_removed_when_the_folder_is_opened_again(tmp_path):
    out = tmp_path / "out"
    with open_folder(out, EDITION) as folder:
        folder.write(partition(1), TABLES)
        folder.write(partition(2), TABLES)
    (out / "_done" / f"part-{partition(2).key}.json").unlink()
    (out / "events" / ".part-half.parquet.new").write_bytes(b"half")
    (out / "_done" / ".part-half.json.new").write_bytes(b"half")
    (out / "_done" / "part-damaged.json").write_bytes(b'{"art')
    (out / "events" / "part-damaged.parquet").write_bytes(b"x")
    with open_folder(out, EDITION) as folder:
        assert leftovers(out) == [] and list(folder.names()) == partition(1).names
        folder.write(partition(2), TABLES)
    assert rows(out) == 2


@pytest.mark.parametrize("at", range(1, 10))
def test_wherever_it_ends_nothing_half_written_counts(tmp_path, monkeypatch, at):
    out = tmp_path / "out"
    with open_folder(out, EDITION) as folder:
        folder.write(partition(1), TABLES)
    steps, fsync = iter(range(1, 100)), os.fsync

    def ends(number):
        if next(steps) == at:
            raise KeyboardInterrupt
        fsync(number)

    monkeypatch.setattr(os, "fsync", ends)
    with pytest.raises(KeyboardInterrupt), open_folder(out, EDITION) as folder:
        folder.write(partition(2), TABLES)
        raise KeyboardInterrupt
    monkeypatch.undo()
    with open_folder(out, EDITION) as folder:
        assert leftovers(out) == [] and rows(out) == markers(out) == len(list(folder.names()))
        folder.write(partition(2), TABLES)
    assert rows(out) == 2


def test_answers_of_another_edition_are_refused_or_removed(tmp_path):
    out = tmp_path / "out"
    with open_folder(out, EDITION) as folder:
        folder.write(partition(1), TABLES)
    other = {**EDITION, "weights": "def"}
    with pytest.raises(FolderError, match=r"written with weights abc, not def.*--again"), open_folder(out, other):
        pass
    assert rows(out) == 1
    with open_folder(out, other, again=True) as folder:
        assert list(folder.names()) == [] and list(out.glob("*/part-*")) == []
    with open_folder(out, other):
        pass


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(PathError, match="holds other things"), open_folder(tmp_path, EDITION, again=True):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]
    with pytest.raises(PathError, match="is a file"), open_folder(tmp_path / "holiday.jpg", EDITION):
        pass


@pytest.mark.parametrize("words", ["{", "[1]", ""])
def test_a_manifest_that_is_none_is_told(tmp_path, words):
    (tmp_path / "manifest.json").write_text(words)
    with pytest.raises(PathError, match="not what geo batch writes"), open_folder(tmp_path, EDITION):
        pass


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    out = tmp_path / "out"
    other = (
        "import sys; from pathlib import Path; from geo.batch.folder import open_folder\n"
        f"with open_folder(Path({str(out)!r}), {EDITION!r}): print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", other], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "open\n"
        with pytest.raises(FolderError, match="Another run is writing"), open_folder(out, EDITION):
            pass
        process.kill()
    with open_folder(out, EDITION):
        pass


def test_what_else_fails_while_it_is_open_is_not_the_folders(tmp_path):
    with pytest.raises(ConnectionResetError), open_folder(tmp_path / "out", EDITION):
        raise ConnectionResetError


def test_a_full_disk_is_a_sentence_and_what_is_done_stays(small_disk):
    out = small_disk(800) / "out"
    big = {"events": pa.table({"id": [os.urandom(40_000).hex()]}), "errors": TABLES["errors"]}
    with open_folder(out, EDITION) as folder, pytest.raises(FolderError, match=r"No space left on device.*is kept"):
        for number in range(100):
            folder.write(partition(number), big)
    done = markers(out)
    assert 0 < done < 20 and rows(out) == done
    with open_folder(out, EDITION) as folder:
        assert leftovers(out) == [] and len(list(folder.names())) == done


def test_errors_that_are_forgotten_are_read_again_and_nothing_else(tmp_path):
    out = tmp_path / "out"
    articles = [Article(id=f"a{number}", text=f"Rain fell on Lyon {number} times.") for number in range(5)]
    some, all_failed, fine = Partition(tuple(articles[:3])), Partition((articles[3],)), Partition((articles[4],))

    def tables(*failed: str) -> dict[str, pa.Table]:
        return {**TABLES, "errors": pa.table({"article": pa.array(failed, pa.string()), "why": ["x"] * len(failed)})}

    with open_folder(out, EDITION) as folder:
        folder.write(some, tables("a1"))
        folder.write(all_failed, tables("a3"))
        folder.write(fine, tables())
    with open_folder(out, EDITION) as folder:
        assert folder.forget_errors() == 2 and folder.forget_errors() == 0
        names = set(folder.names())
        assert names == {*Partition((articles[0], articles[2])).names, *fine.names}
        known = Known(names)
        assert [found.articles for found in partitions(articles, known, 9)] == [(articles[1], articles[3])]
    kept = {f"part-{some.key}", f"part-{fine.key}"}
    assert {path.stem for path in out.glob("events/*")} == kept
    assert sum(pq.read_table(path).num_rows for path in out.glob("errors/*")) == 0 and leftovers(out) == []
