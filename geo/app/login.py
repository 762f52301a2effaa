"""Logging in, where the host has set that up: Streamlit's own, with any OpenID Connect provider."""

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from geo.viewer import words


def is_set_up() -> bool:
    """Tell whether the host has given an `[auth]` among Streamlit's secrets."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def known() -> tuple[str, str] | None:
    """Return name and mail address of who has logged in; None where nobody has, or the address is not theirs for sure.

    What a provider says of an address counts, unless it says itself that it has not verified it.
    """
    user = st.user.to_dict()
    address = user.get("email")
    if not user.get("is_logged_in") or not address or user.get("email_verified") is False:
        return None
    return str(user.get("name") or address), str(address)


def line() -> None:
    """Draw who is logged in, with what logs in and out; nothing where it is not set up."""
    if not is_set_up():
        return
    if st.user.to_dict().get("is_logged_in"):
        found = known()
        st.markdown(f":small[{words.plain(found[0] if found else 'Your mail address is not verified')}]")
        st.button("Log out", icon=":material/logout:", key="_logout", on_click=st.logout, type="tertiary")
    else:
        st.button("Log in", icon=":material/login:", key="_login", on_click=st.login, type="tertiary")
