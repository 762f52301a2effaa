"""`geo serve-check`: what of a host's settings is unsafe, in sentences."""

import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import typer

from geo.connections import SECTION
from geo.errors import DatelineError, SettingsError
from geo.paths import ROOT, cache_folder, library_file
from geo.settings import LIMITS, Settings
from geo.workers import size
from geo.workers.size import MEGABYTE

_HOST = re.compile(r"\*|(?:\*\.)?[\w.-]+|[0-9a-f:]+", re.I)
"""What stands in server.allowedHosts: a host's name or address, "*." for all under a name, "*" for all."""


class Finding(NamedTuple):
    """One sentence about the settings: "wrong" ones let a visitor do harm, "note" tells what to know."""

    kind: Literal["wrong", "note"]
    sentence: str


def findings(environment: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """Yield what there is to say about the settings of this host.

    Raises:
        SettingsError: a setting makes no sense.
    """
    settings = Settings.from_environment(environment)
    if not settings.hosted:
        yield Finding("wrong", "DATELINE_HOSTED is not 1: no visitor is limited. Fit for a desk only.")
    yield from _unlimited(settings)
    yield from _streamlit(settings)
    yield from _proxy(environment)
    yield from _store(settings, environment)
    yield from _machine(settings)


def _unlimited(settings: Settings) -> Iterator[Finding]:
    if not settings.hosted:
        return
    for name in LIMITS:
        if not getattr(settings, name):
            yield Finding("wrong", f"DATELINE_{name.upper()} is 0: one visitor may take all there is.")


def _streamlit(settings: Settings) -> Iterator[Finding]:
    from streamlit import config

    try:
        _read_as_run()
    except DatelineError as error:
        yield Finding("wrong", str(error))
        return
    if config.get_option("client.showErrorDetails") != "none":
        yield Finding("wrong", "client.showErrorDetails is not none: errors tell visitors of the server's files.")
    if config.get_option("server.maxUploadSize") > max(1, settings.upload_megabytes) * 1.5:
        wanted = f"{settings.upload_megabytes:g}"
        yield Finding("wrong", f"server.maxUploadSize is more than DATELINE_UPLOAD_MEGABYTES: set it to {wanted}.")
    if config.get_option("server.maxUploadSize") < int(settings.upload_megabytes):
        yield Finding("note", "server.maxUploadSize is less than DATELINE_UPLOAD_MEGABYTES: larger files are refused.")
    if not config.get_option("server.allowedHosts"):
        yield Finding("wrong", "server.allowedHosts is empty: any name may lead to the app (DNS rebinding).")
    for host in config.get_option("server.allowedHosts") or ():
        if not _HOST.fullmatch(host):
            yield Finding(
                "wrong",
                f"server.allowedHosts holds {host}, which is no host's name, so nobody gets in by it: in "
                "STREAMLIT_SERVER_ALLOWED_HOSTS names are set apart by spaces.",
            )
    if not config.get_option("server.enableXsrfProtection"):
        yield Finding("wrong", "server.enableXsrfProtection is off: other sites can upload in a visitor's name.")
    if config.get_option("server.enableAgentApi"):
        yield Finding("wrong", "server.enableAgentApi is on: programs drive the app past its limits of windows.")
    if config.get_option("server.fileWatcherType") != "none":
        yield Finding("note", "server.fileWatcherType is not none: files are watched that never change.")


def _read_as_run() -> None:
    """Read Streamlit's settings from its files and the environment as `streamlit run` does, which alone does.

    Raises:
        SettingsError: a variable has a value that Streamlit refuses.
    """
    from click import ClickException
    from streamlit.web import bootstrap, cli

    try:
        given = cli.main_run.make_context("run", ["server.py"]).params
    except ClickException as error:
        raise SettingsError(f"Streamlit does not start with these settings: {error.format_message()}") from error
    bootstrap.load_config_options({name: value for name, value in given.items() if name not in ("target", "args")})


def _proxy(environment: Mapping[str, str]) -> Iterator[Finding]:
    trusted = environment.get("FORWARDED_ALLOW_IPS", "").strip()
    if not trusted:
        yield Finding(
            "wrong",
            "FORWARDED_ALLOW_IPS is not set: behind a proxy on another machine or in another container all visitors "
            "count as one, and one uses up the limits of all. Set it to the proxy's address or network.",
        )
    for part in filter(None, map(str.strip, trusted.split(","))):
        if part == "*":
            yield Finding(
                "wrong",
                "FORWARDED_ALLOW_IPS is *: whoever reaches the app past the proxy chooses the address he counts as.",
            )
            continue
        try:
            network = ipaddress.ip_network(part, strict=False)
        except ValueError:
            yield Finding("wrong", f"FORWARDED_ALLOW_IPS holds {part}, which is no address or network.")
            continue
        if not network.is_private:
            yield Finding("note", f"FORWARDED_ALLOW_IPS trusts {part}, which is not a private network.")


def _store(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    from geo.library import Library

    yield _place(settings, environment)
    if settings.keep_days is None:
        yield Finding("note", "DATELINE_KEEP_DAYS is 0: what visitors share is kept until they delete it.")
    try:
        Library.open(settings.database).check()
    except DatelineError as error:
        yield Finding("wrong", f"{error} Links can't be made.")


def _place(settings: Settings, environment: Mapping[str, str]) -> Finding:
    """Tell where the library is, without what is secret of that."""
    if settings.database is None:
        return Finding("note", f"The library is a file: {library_file()}.")
    said = (
        "DATELINE_DATABASE"
        if environment.get("DATELINE_DATABASE", "").strip()
        else f"[{SECTION}] of Streamlit's secrets"
    )
    kind = settings.database.partition(":")[0].partition("+")[0]
    return Finding("note", f"The library is in {kind}, as {said} says.")


def _machine(settings: Settings) -> Iterator[Finding]:
    each, memory = int(settings.reader_megabytes * MEGABYTE), size.memory()
    readers = settings.readers or size.readers(each, cores=size.cores(), memory=memory)
    needed = size.APP + size.TEMPLATE + readers * each
    text = f"{readers} {'reader' if readers == 1 else 'readers'} and the app take up to {needed / 1e6:,.0f} MB"
    if memory is not None and memory < needed:
        yield Finding("wrong", f"{text}, and there are {memory / 1e6:,.0f} MB.")
    else:
        yield Finding("note", f"{text}{f' of {memory / 1e6:,.0f} MB' if memory else ''}.")
    try:
        folder = cache_folder()
        if not os.access(folder, os.W_OK):
            yield Finding("note", f"{folder} can't be written: what is looked up online is asked again at every start.")
    except OSError:
        yield Finding("wrong", "The cache folder can't be made: set XDG_CACHE_HOME.")
    static = ROOT / "static"
    if not os.access(static if static.exists() else ROOT, os.W_OK):
        yield Finding("wrong", f"{static} can't be written: the map's files go there.")


def serve_check() -> None:
    """Tell what of this host's settings is unsafe; run it where the app will run, with the same environment."""
    found = list(findings())
    for kind, mark in (("wrong", "✗"), ("note", "·")):
        for finding in found:
            if finding.kind == kind:
                typer.echo(f"{mark} {finding.sentence}")
    if any(finding.kind == "wrong" for finding in found):
        raise typer.Exit(1)
    typer.echo("✓ Nothing here lets one visitor hurt another.")
