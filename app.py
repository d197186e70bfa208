"""The ASGI entry: `streamlit run app.py` or `python app.py` serves the dashboard."""

import asyncio
import contextlib
import gc
import importlib
import sys
from collections.abc import AsyncIterator

import streamlit as st
from starlette.middleware import Middleware

from etl.database import DatabaseBusy, DatabaseMissing
from pages.server.errors import show_script_error
from pages.server.gate import Gate
from pages.server.routes import ROUTES, watch_accounts
from pages.server.sessions import SESSIONS
from pages.server.shell import Shell
from pages.server.state import close_database, database

# What the pages import: loaded before the first visitor waits for it.
HEAVY = ("pandas", "pyarrow", "plotly.graph_objects", "xlsxwriter", "streamlit.dataframe_util", "etl.plan_load")


@contextlib.asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """From before the first visitor until the server stops."""
    for module in HEAVY:
        importlib.import_module(module)
    # Streamlit collects garbage after every script run; what lives for ever need not be looked at each time.
    gc.collect()
    gc.freeze()
    watching = asyncio.create_task(watch_accounts())
    try:
        yield
    finally:
        watching.cancel()
        close_database()


try:
    database()
except (DatabaseMissing, DatabaseBusy) as refusal:
    sys.exit(str(refusal))

app = st.App(
    "pages/router.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[Middleware(Gate, sessions=SESSIONS), Middleware(Shell)],
    on_script_error=show_script_error,
)

if __name__ == "__main__":
    app.run()
