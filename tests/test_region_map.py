"""Where regions lie on a picture, in literal numbers."""

import json
from math import cos, radians
from typing import Any

import pytest

from indicators.region_map import Outline, Tile, outlines, tiles

SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def polygon(*rings: list[list[float]]) -> str:
    """A GeoJSON polygon."""
    return json.dumps({"type": "Polygon", "coordinates": rings})


def test_the_grid_begins_at_nought_and_leaves_out_who_has_no_place() -> None:
    rows: list[dict[str, Any]] = [
        {"grid_row": 3, "grid_column": 2},
        {"grid_row": None, "grid_column": 2},
        {"grid_row": 4, "grid_column": 5},
    ]
    assert tiles(rows) == (Tile(rows[0], 0, 0), Tile(rows[2], 1, 3))
    assert tiles([]) == ()


def test_a_square_at_the_equator_stays_a_square() -> None:
    drawn, height = outlines({7: polygon([[0, -1], [2, -1], [2, 1], [0, 1], [0, -1]])}, 100)
    assert drawn == {7: Outline("M0.0 100.0L100.0 100.0L100.0 0.0L0.0 0.0Z", 50.0, 50.0)}
    assert height == 100


def test_degrees_of_longitude_are_shorter_in_the_north() -> None:
    _drawn, height = outlines({7: polygon([[0, 59], [2, 59], [2, 61], [0, 61], [0, 59]])}, 100)
    assert height == pytest.approx(100 / cos(radians(60)))


def test_holes_are_drawn_and_a_name_stands_in_the_largest_part() -> None:
    hole = [[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 0.5]]
    island = [[[10, 0], [10.5, 0], [10.5, 0.5], [10, 0]]]
    text = json.dumps({"type": "MultiPolygon", "coordinates": [[SQUARE, hole], island]})
    drawn, _height = outlines({7: text}, 105)
    assert drawn[7].path.count("M") == 3
    assert (drawn[7].x, drawn[7].y) == (10.0, 10.0)


def test_a_line_and_nothing_can_be_drawn() -> None:
    drawn, _height = outlines({7: polygon([[0, 0], [2, 0], [0, 0], [0, 0]])}, 100)
    assert (drawn[7].x, drawn[7].y) == (33.3, 0.0)
    assert outlines({}, 100) == ({}, 0.0)
