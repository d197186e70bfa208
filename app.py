"""The ASGI entry: `streamlit run app.py` or `python app.py` serves the dashboard."""

import asyncio
import contextlib
import gc
import importlib
import pkgutil
import sys
from collections.abc import AsyncIterator

import streamlit as st
from starlette.middleware import Middleware

from etl.database import DatabaseBusy, DatabaseMissing
from etl.notifying.sending import SettingRefused, sends_notices, start_sender
from pages import components
from pages.server.errors import show_script_error
from pages.server.gate import Gate
from pages.server.routes import ROUTES, watch_accounts
from pages.server.sessions import SESSIONS
from pages.server.shell import Shell
from pages.server.state import close_database, database
from pages.server.static_files import StaticFiles

# What Streamlit itself imports only when the first chart or table is shown.
LATE = ("pandas", "pyarrow", "plotly.graph_objects", "streamlit.dataframe_util")


@contextlib.asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """From before the first visitor until the server stops."""
    # All that pages import, before the first visitor waits for it.
    for module in (*LATE, *(found.name for found in pkgutil.walk_packages(components.__path__, "pages.components."))):
        importlib.import_module(module)
    # Streamlit collects garbage after every script run; what lives for ever need not be looked at each time.
    gc.collect()
    gc.freeze()
    watching = asyncio.create_task(watch_accounts())
    sender = start_sender(database())
    try:
        yield
    finally:
        watching.cancel()
        if sender:
            await asyncio.to_thread(sender.stop)
        close_database()
        gc.unfreeze()  # what stays frozen at the end is reported as leaked


try:
    database()
    sends_notices()
except (DatabaseMissing, DatabaseBusy, SettingRefused) as refusal:
    sys.exit(str(refusal))

app = st.App(
    "pages/router.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[Middleware(Gate, sessions=SESSIONS), Middleware(Shell), Middleware(StaticFiles)],
    on_script_error=show_script_error,
)

if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        app.run()
