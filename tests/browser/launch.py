"""`streamlit` whose app may fetch from this machine as well: for tests with a web server of their own."""

import functools

from streamlit.web import cli

from geo.articles import feeds, web

web.fetch = functools.partial(web.fetch, network="loopback")
feeds.check = functools.partial(feeds.check, network="loopback")
feeds.fetch_entry = functools.partial(feeds.fetch_entry, network="loopback")

if __name__ == "__main__":
    cli.main(prog_name="streamlit")
