"""Where regions lie on a picture: tiles on the grid that a pack states, or outlines from its GeoJSON. Pure geometry."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

from indicators.queries import Row

Place = tuple[float, float]


@dataclass(frozen=True)
class Tile:
    """A region on the grid, counted from 0."""

    region: Row
    row: int
    column: int


@dataclass(frozen=True)
class Outline:
    """A region as an SVG path, and where its name stands."""

    path: str
    x: float
    y: float


def tiles(regions: Sequence[Row]) -> tuple[Tile, ...]:
    """The regions that the pack gives a place on a grid, moved so that the grid begins at 0."""
    placed = [row for row in regions if row["grid_row"] is not None and row["grid_column"] is not None]
    top = min((row["grid_row"] for row in placed), default=0)
    left = min((row["grid_column"] for row in placed), default=0)
    return tuple(Tile(row, row["grid_row"] - top, row["grid_column"] - left) for row in placed)


def outlines(shapes: Mapping[int, str], width: float) -> tuple[dict[int, Outline], float]:
    """Outlines by region key, and the height of their picture of this width.

    Equirectangular: degrees are lengths, those of longitude shortened by the cosine of the middle latitude. `shapes` are the
    texts of GeoJSON geometries.
    """
    rings = {key: _rings(json.loads(text)) for key, text in shapes.items()}
    places = [place for parts in rings.values() for ring in parts for place in ring]
    if not places:
        return {}, 0.0
    west, east = min(x for x, _y in places), max(x for x, _y in places)
    south, north = min(y for _x, y in places), max(y for _x, y in places)
    shortened = cos(radians((south + north) / 2))
    scale = width / max((east - west) * shortened, 1e-9)

    def on_picture(place: Place) -> Place:
        return (place[0] - west) * shortened * scale, (north - place[1]) * scale

    drawn = {key: _outline([[on_picture(place) for place in ring] for ring in parts]) for key, parts in rings.items()}
    return drawn, (north - south) * scale


def _rings(geometry: Any) -> list[list[Place]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[(place[0], place[1]) for place in ring] for polygon in polygons for ring in polygon]


def _outline(rings: Sequence[Sequence[Place]]) -> Outline:
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z" for ring in rings)
    x, y = _centre(max(rings, key=lambda ring: abs(_area(ring))))
    return Outline(path, round(x, 1), round(y, 1))


def _area(ring: Sequence[Place]) -> float:
    """Twice the signed area of a closed ring."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def _centre(ring: Sequence[Place]) -> Place:
    """The centre of gravity of a closed ring; the mean of its corners when it has no area."""
    area = _area(ring)
    if not area:
        corners = ring[:-1]
        return sum(x for x, _y in corners) / len(corners), sum(y for _x, y in corners) / len(corners)
    sides = [(first, second, first[0] * second[1] - second[0] * first[1]) for first, second in pairwise(ring)]
    x = sum((first[0] + second[0]) * cross for first, second, cross in sides)
    y = sum((first[1] + second[1]) * cross for first, second, cross in sides)
    return x / (3 * area), y / (3 * area)
