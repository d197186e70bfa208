"""The headline indicators as cards: where each stands, planned against actual by year and by region."""

from collections.abc import Sequence
from html import escape

from indicators import summary
from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.reasons import reason_sentence
from indicators.vocabulary import COMPARATOR_SIGNS, STATUS_LABELS, Status
from pages.components.html import address, chip, link, mark
from pages.components.rows import unreviewed
from pages.components.selection import View


def _amount(row: Row, field: str) -> str:
    return number(row[field], row["decimals"])


def _aim(row: Row) -> str:
    if row["target"] is None:
        return _("no number yet")
    sign = COMPARATOR_SIGNS.get(row["comparator"] or "=", "")
    return f"{sign} {number(row['target'], row['decimals'])} {pick(row, 'unit')}"


def _against(row: Row) -> str:
    """Actual against target; the unit stands with the actual where the target has no number to carry it."""
    unit = f" {pick(row, 'unit')}" if row["target"] is None and row["actual"] is not None else ""
    return f"{_amount(row, 'actual')}{unit} / {_aim(row)}"


def year_bars(rows: Sequence[Row]) -> str:
    """Actual as a bar and target as a mark, one line per year; `rows` are the judgements at the end of each year."""
    values = [float(row[field]) for row in rows for field in ("actual", "target") if row[field] is not None]
    top = max(values, default=0) * 1.08 or 1
    lines = "".join(_year_line(row, top) for row in rows)
    return f'<div class="label">{escape(_("by year: actual / target"))}</div><div class="bars">{lines}</div>'


def _year_line(row: Row, top: float) -> str:
    """One year: a target or figure of another year is left out, not shown as this year's."""
    year = row["period"].year
    target = row["target"] if row["target_year"] == year else None
    actual = row["actual"] if row["judged_period"].year == year else None
    aim = "" if target is None else f'<span class="aim" style="left:{float(target) / top * 100:.1f}%"></span>'
    fill = "" if actual is None else f'<span class="fill" style="width:{max(float(actual), 0) / top * 100:.1f}%"></span>'
    said = f"{number(actual, row['decimals'])} / {number(target, row['decimals'])}"
    return f'<span>{year}</span><span class="track light-{row["status"]}">{fill}{aim}</span><span class="number">{said}</span>'


def region_strip(rows: Sequence[Row]) -> str:
    """A column per region, as high as its share of its own target; the dashed line is the whole target."""
    columns = []
    for row in rows:
        if not row["target"]:
            continue
        share = float(row["actual"] or 0) / float(row["target"])
        words = (
            f"{pick(row, 'region')} {_amount(row, 'actual')} / {_amount(row, 'target')} · {_(STATUS_LABELS[Status(row['status'])])}"
        )
        height = min(share, 1.25) / 1.25 * 100
        columns.append(
            f'<i class="light-{row["status"]}" style="height:{max(height, 3):.0f}%" title="{escape(words, quote=True)}"></i>'
        )
    if not columns:
        return f'<div class="label">{escape(_("by town: the plan does not break this target down"))}</div>'
    words = _("{count} towns against their own targets", count=len(columns))
    strip = f'<span class="full" style="bottom:80%"></span>{"".join(columns)}'
    return (
        f'<div class="label">{escape(_("by town: share of its own target (dashed = all of it)"))}</div>'
        f'<div class="strip" role="img" aria-label="{escape(words, quote=True)}">{strip}</div>'
    )


def headline_strip(now: Sequence[Row], view: View) -> str:
    """The first of each headline number on one line: light, name, actual against target; the cards below say more."""
    cells = []
    for group in summary.group_by(now, "headline").values():
        row = next((one for one in group if one["region_key"] == view.root_key), None)
        if row is None:
            continue
        target = address("indicator", **view.parameters(), indicator=row["indicator_id"], region=row["region_id"])
        cells.append(
            f'<a class="tile headline" href="{escape(target, quote=True)}" target="_self">'
            f'<span class="share">{escape(pick(row, "indicator"))}</span>{chip(row["status"])}'
            f'<span class="number">{escape(_against(row))}</span></a>'
        )
    return f'<div class="tiles headlines">{"".join(cells)}</div>'


def headline_cards(now: Sequence[Row], yearly: Sequence[Row], view: View) -> str:
    """A card per headline number.

    `now` are the judgements of headline indicators at the month in all regions, `yearly` those of the plan's region at year ends.
    """
    cards = []
    for group in summary.group_by(now, "headline").values():
        whole = [row for row in group if row["region_key"] == view.root_key]
        if not whole:
            continue
        first, others = whole[0], whole[1:]
        years = [row for row in yearly if row["indicator_key"] == first["indicator_key"]]
        broken_down = next((row["indicator_key"] for row in group if row["region_key"] != view.root_key), None)
        regions = [row for row in group if row["indicator_key"] == broken_down and row["region_key"] != view.root_key]
        cards.append(_card(first, others, years, regions, view))
    return f'<div class="cards">{"".join(cards)}</div>'


def _card(row: Row, others: Sequence[Row], years: Sequence[Row], regions: Sequence[Row], view: View) -> str:
    def title(one: Row) -> str:
        return link(
            pick(one, "indicator"), "indicator", **view.parameters(), indicator=one["indicator_id"], region=one["region_id"]
        )

    more = "".join(
        f'<div class="more">{mark(other["status"])}<span class="name">{title(other)}</span>'
        f'<span class="value number">{escape(_against(other))}</span></div>'
        for other in others
    )
    aim = f"{pick(row, 'unit')} · {_('target')} {_aim(row)}"
    return (
        f'<article class="card"><h3>{title(row)}</h3>{chip(row["status"])}'
        f'<div class="figure"><span class="number">{_amount(row, "actual")}</span> <small>{escape(aim)}</small>{unreviewed(row)}</div>'
        f'<div class="why">{escape(reason_sentence(row))}</div>{year_bars(years)}{region_strip(regions)}{more}</article>'
    )
