"""An address that acts as a decision about the latest month does: what was kept about that month is not used again."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from etl.database import Database
from pages.server.state import database

DECIDED = "/bench/decided"  # of two words: one word is a page


def _write(store: Database) -> None:
    with store.writing() as cursor:
        (latest,) = cursor.execute("select max(period) from actuals").fetchone() or (None,)
        assert latest is not None, "nothing to decide about"
        store.changes_from(latest)


def decided_route() -> Route:
    """The route to DECIDED."""

    async def decided(request: Request) -> Response:
        _write(database())
        return PlainTextResponse("ok")

    return Route(DECIDED, decided)
