"""The address of the library in Streamlit's secrets: `[connections.library]`, written as `st.connection` has it."""

from collections.abc import Mapping
from typing import Any

from geo.errors import SettingsError

SECTION = "connections.library"
_NEEDED = ("dialect", "host", "username")


def library_of_secrets() -> str | None:
    """Return the SQLAlchemy address that the secrets name, None where there are none or they name none.

    Raises:
        SettingsError: the section lacks something.
    """
    from streamlit import secrets

    if not secrets.load_if_toml_exists():
        return None
    connections = secrets.get("connections", {})
    section = connections.get("library") if isinstance(connections, Mapping) else None
    return None if section is None else address_of(section)


def address_of(section: Any) -> str:
    """Return the SQLAlchemy address that a section says: its `url`, or what makes one.

    Raises:
        SettingsError: it lacks something.
    """
    from sqlalchemy.engine import URL

    if not isinstance(section, Mapping):
        raise SettingsError(f"[{SECTION}] of Streamlit's secrets has to be a section.")
    if url := section.get("url"):
        return str(url)
    for name in _NEEDED:
        if not section.get(name):
            raise SettingsError(f"[{SECTION}] of Streamlit's secrets has no {name}: give it a url, or {_all()}.")
    driver = f"+{section['driver']}" if section.get("driver") else ""
    try:
        port = int(section["port"]) if section.get("port") else None
    except (TypeError, ValueError) as error:
        raise SettingsError(f"port in [{SECTION}] of Streamlit's secrets has to be a number.") from error
    made = URL.create(
        f"{section['dialect']}{driver}", section["username"], section.get("password"), section["host"], port,
        section.get("database"), dict(section.get("query", {})),
    )  # fmt: skip
    return made.render_as_string(hide_password=False)


def _all() -> str:
    return f"{', '.join(_NEEDED[:-1])} and {_NEEDED[-1]}"
