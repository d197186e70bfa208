"""Small multiples: the same small picture for every town, so that the shapes can be compared at a glance."""

from collections.abc import Sequence
from html import escape

from indicators import summary
from indicators.language import _, pick
from indicators.queries import Row
from pages.components.html import chip, link
from pages.components.rows import aim, amount
from pages.components.selection import View

WIDTH, HEIGHT, MARGIN = 132, 54, 4


def town_multiples(rows: Sequence[Row], months: Sequence[Row], view: View) -> str:
    """For each of `rows` (judgements of towns at the month) the months of its year from `months`, on the scale of its own target."""
    by_town = summary.group_by(months, "region_id")
    cells = [_cell(row, by_town.get(row["region_id"], []), view) for row in rows]
    words = _("the year month by month, each town on the scale of its own target: actual solid, expected dotted, target dashed")
    return f'<p class="asof">{escape(words)}</p><div class="multiples">{"".join(cells)}</div>'


def _cell(row: Row, months: Sequence[Row], view: View) -> str:
    name = link(pick(row, "region"), "indicator", **view.parameters(), indicator=row["indicator_id"], region=row["region_id"])
    numbers = f"{amount(row, 'actual')} / {aim(row)} {pick(row, 'unit')}"
    return (
        f'<figure class="light-{row["status"]}"><figcaption>{name} {chip(row["status"])}</figcaption>'
        f'{_picture(row, months)}<span class="number">{escape(numbers)}</span></figure>'
    )


def _picture(row: Row, months: Sequence[Row]) -> str:
    own = [one for one in months if one["target_year"] == one["period"].year]
    values = [float(one[field]) for one in own for field in ("actual", "expected", "target") if one[field] is not None]
    words = f"{pick(row, 'region')}{_(': ')}" + _(", ").join(
        f"{one['period'].month}: {amount(one, 'actual')}" for one in months if one["reported_period"] == one["period"]
    )
    if not values:
        return f'<svg class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(_("nothing to draw"), quote=True)}"></svg>'
    # a share is drawn by how it moves, anything else from nothing up
    bottom = min(values) if own[0]["is_percent"] else min(0.0, *values)
    span = max(values) - bottom or 1.0

    def at(one: Row, value: float) -> str:
        x = MARGIN + (one["period"].month - 1) / 11 * (WIDTH - 2 * MARGIN)
        return f"{x:.1f},{HEIGHT - MARGIN - (value - bottom) / span * (HEIGHT - 2 * MARGIN):.1f}"

    expected = " ".join(at(one, float(one["expected"])) for one in own if one["expected"] is not None)
    actual = [
        at(one, float(one["actual"])) for one in months if one["actual"] is not None and one["reported_period"] == one["period"]
    ]
    lines = f'<polyline class="expected" points="{expected}"/>'
    if row["target"] is not None and own:
        height = at(own[-1], float(own[-1]["target"])).split(",")[1]
        lines += f'<line class="aim" x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{height}" y2="{height}"/>'
    if actual:
        x, y = actual[-1].split(",")
        lines += f'<polyline class="actual" points="{" ".join(actual)}"/><circle cx="{x}" cy="{y}" r="3"/>'
    return f'<svg class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(words, quote=True)}">{lines}</svg>'
