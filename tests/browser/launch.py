"""`streamlit` whose app may fetch from this machine as well: for tests with a web server of their own."""

import functools

from streamlit.web import cli

import geo.articles.web as web

web.fetch = functools.partial(web.fetch, network="loopback")

if __name__ == "__main__":
    cli.main(prog_name="streamlit")
