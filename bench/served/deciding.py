"""Addresses that act as a decision about the latest month does, and as what may have changed every month, such as an undo."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from etl.database import Database
from pages.server.state import database

DECIDED, CHANGED = "/bench/decided", "/bench/changed"  # of two words: one word is a page


def _write(store: Database, is_about_latest: bool) -> None:
    with store.writing() as cursor:
        if is_about_latest:
            (latest,) = cursor.execute("select max(period) from actuals").fetchone() or (None,)
            assert latest is not None, "nothing to decide about"
            store.changes_from(latest, works=False)


def deciding_routes() -> list[Route]:
    """The routes to DECIDED and CHANGED."""

    async def write(request: Request) -> Response:
        _write(database(), request.url.path == DECIDED)
        return PlainTextResponse("ok")

    return [Route(DECIDED, write), Route(CHANGED, write)]
