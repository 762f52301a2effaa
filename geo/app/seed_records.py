"""What the engine read of the seed articles: kept beside the gazetteer, so that no later start waits for the engine."""

import glob
import hashlib
import json
from contextlib import suppress
from pathlib import Path

from geo import workers
from geo.app.engine import read_article
from geo.app.sources import seeds
from geo.articles import Article
from geo.articles.aside import fields_of
from geo.contract import ParsedArticle
from geo.edition import SHOWN, fingerprint
from geo.errors import DatelineError
from geo.files import written_whole
from geo.paths import cache_folder
from geo.records import read_records


def are_kept() -> bool:
    """Tell whether all seeds were read by this edition of the engine.

    Raises:
        DatelineError: the engine lacks its model or its gazetteer.
    """
    return all((path := _file(article)) and path.is_file() for article in seeds().values())


def seed_record(article: Article) -> ParsedArticle:
    """Return the record of a seed: what is kept of it, else what the engine reads now, which is kept.

    Raises:
        DatelineError: the engine can't be made ready, or fails.
    """
    path = _file(article)
    if path:
        with suppress(DatelineError, StopIteration):  # what is not there, or was damaged, is read anew
            return next(read_records(path))
    try:
        record = read_article(article)
    except (workers.TooLongError, workers.BrokenError) as error:
        raise DatelineError("The reader can't be started, or has too little memory.") from error
    if path:
        with suppress(OSError):  # it is read anew at the next start
            _keep(path, record)
    return record


def _file(article: Article) -> Path | None:
    """Return the file of what this edition of the engine makes of an article, None where nothing can be kept."""
    asked = hashlib.sha256(f"{fingerprint()} {json.dumps(fields_of(article))}".encode()).hexdigest()
    with suppress(OSError):
        return cache_folder() / "seeds" / f"{article.id}.{asked[:SHOWN]}.jsonl"
    return None


def _keep(path: Path, record: ParsedArticle) -> None:
    path.parent.mkdir(exist_ok=True)
    for earlier in path.parent.glob(f"{glob.escape(str(record['id']))}.{'?' * SHOWN}.jsonl"):
        earlier.unlink()
    with written_whole(path) as stream:
        stream.write(json.dumps(record).encode())
