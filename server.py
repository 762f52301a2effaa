"""Dateline where strangers use it: `streamlit run server.py` is `app.py` with limits, headers and answers on health."""

from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from geo import journal
from geo.app import background, health, readers
from geo.app.guard import Guard


@asynccontextmanager
async def _running(app: st.App):  # noqa: ANN202
    journal.write_lines()
    readers.pool().start()
    async with background.running(app) as state:
        yield state


app = st.App(
    "app.py",
    routes=[Route("/healthz", health.healthz), Route("/metrics", health.metrics)],
    middleware=[Middleware(Guard)],
    lifespan=_running,
)
