"""Reads regions.geojson of a pack: one closed area, or several, per region id, in degrees of longitude and latitude."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SHAPES_FILE = "regions.geojson"
LONGITUDES, LATITUDES = (-180, 180), (-90, 90)


def read_shapes(path: Path, mistakes: list[str]) -> dict[str, Any]:
    """The geometry of each region id; empty without the file. What cannot be read is added to `mistakes`."""
    if not path.exists():
        return {}
    try:
        features = json.loads(path.read_text("utf-8"))["features"]
        named = [(feature["properties"]["region_id"], feature["geometry"]) for feature in features]
    except (ValueError, KeyError, TypeError) as problem:
        mistakes.append(f"{path.name} is not a list of GeoJSON features with a property region_id and a geometry ({problem}).")
        return {}
    shapes: dict[str, Any] = {}
    for name, geometry in named:
        if str(name) in shapes:
            mistakes.append(f"{path.name}: region_id “{name}” is given twice; put its parts into one MultiPolygon.")
        shapes[str(name)] = geometry
    return shapes


def geometry_mistakes(geometry: Any) -> Iterator[str]:
    """What keeps a geometry from being drawn, in words that follow a region's name."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        yield f"has a geometry of the type {kind}; it must be Polygon or MultiPolygon"
        return
    coordinates = geometry.get("coordinates")
    rings = coordinates if kind == "Polygon" else [ring for polygon in _list(coordinates) for ring in _list(polygon)]
    if not _list(rings):
        yield "has a geometry without a ring"
    for number, ring in enumerate(_list(rings), 1):
        places = _list(ring)
        if not all(_is_place(place) for place in places):
            yield f"has in ring {number} something that is no place (longitude −180 to 180, latitude −90 to 90)"
        elif len(places) < 4 or places[0] != places[-1]:
            yield f"has a ring {number} that is not closed: it needs four places or more, the last the same as the first"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_place(place: Any) -> bool:
    if not isinstance(place, list) or len(place) < 2:
        return False
    return all(
        isinstance(degrees, int | float) and not isinstance(degrees, bool) and low <= degrees <= high
        for degrees, (low, high) in zip(place[:2], (LONGITUDES, LATITUDES), strict=True)
    )
