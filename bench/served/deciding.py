"""An address after which nothing that was kept is used again, as after every decision."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from etl.database import Database
from pages.server.state import database

DECIDED = "/bench/decided"  # of two words: one word is a page


def _write(store: Database) -> None:
    with store.writing():
        pass


def decided_route() -> Route:
    """The route to DECIDED."""

    async def decided(request: Request) -> Response:
        _write(database())
        return PlainTextResponse("ok")

    return Route(DECIDED, decided)
