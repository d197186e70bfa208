"""Filters that live in the address: plain ids, looked up before use, remembered from page to page."""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import streamlit as st

from indicators import queries
from indicators.language import _, current_language, pick
from indicators.queries import Row
from indicators.vocabulary import STATUS_LABELS, Status
from indicators.world import NOW, World, end_of
from pages.components.by_itself import by_itself
from pages.components.data import ask, look_at

_MEMORY = "selection"
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def _remember(key: str, name: str, place: str) -> None:
    """Called when a person changed a filter: the address follows the widget."""
    _keep(name, place, st.session_state[key])


def _keep(name: str, place: str, value: str) -> None:
    st.session_state.setdefault(_MEMORY, {})[place] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def _chosen(name: str, place: str, options: Container[str], default: str) -> str:
    """One of `options`, from the address, else what was chosen before, else `default`."""
    memory: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    wanted = st.query_params.get(name) or memory.get(place) or default
    value = wanted if wanted in options else default
    _keep(name, place, value)
    return value


def choose(
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    *,
    widget: Literal["select", "segments"] = "select",
    container: Any = st,
    remembered_as: str = "",
) -> str:
    """One of `options` (id → words), from the address, else what was chosen before, else `default`.

    Pages that ask the same for another purpose remember it under another name, `remembered_as`.
    """
    place = remembered_as or name
    value = _chosen(name, place, options, default)
    key = f"{widget}-{name}"
    # Set at every run: the same key is another widget on another page, which would otherwise show its first option.
    st.session_state[key] = value
    common: dict[str, Any] = {"key": key, "on_change": _remember, "args": (key, name, place), "format_func": options.__getitem__}
    if widget == "segments":
        container.segmented_control(label, list(options), required=True, **common)
    else:
        container.selectbox(label, list(options), **common)
    return value


def choose_tab(name: str, options: Mapping[str, str], default: str) -> dict[str, Any]:
    """A container for each of `options` (id → words), the chosen one first; which that is, see `choose`.

    The browser has what is in all of them and shows another at once; what nobody sees yet should be filled when the page is there.
    """
    tabs = dict(zip(options, _tab_row(name, options, default), strict=True))
    chosen = _chosen(name, name, options, default)
    return {chosen: tabs.pop(chosen), **tabs}


@by_itself
def _tab_row(name: str, options: Mapping[str, str], default: str) -> Sequence[Any]:
    """It alone runs again when another tab is opened, so that the address follows; what is in the tabs stays."""
    key, ids = f"tabs-{name}", {words: option for option, words in options.items()}
    st.session_state[key] = options[_chosen(name, name, options, default)]

    def remember() -> None:
        _keep(name, name, ids[st.session_state[key]])

    return st.tabs(list(ids), key=key, on_change=remember)


def choices_with(**changed: str | None) -> dict[str, str | None]:
    """What the address of the page holds, for a link back to it with some choices `changed`; None takes one away."""
    kept = {name: value for name, value in st.query_params.to_dict().items() if name not in changed}
    return {**kept, **changed}


def chosen_ids(name: str) -> list[str]:
    """The ids that stand in the address under `name`, in their order; they may be of something that is not there."""
    return [word for word in st.query_params.get(name, "").split(",") if word]


def filter_row(key: str) -> Any:
    """A row for filters: side by side where there is room, below each other on a phone."""
    return st.container(key=f"filters-{key}", horizontal=True, vertical_alignment="bottom")


def choose_many(name: str, label: str, options: Mapping[str, str], *, placeholder: str) -> list[str]:
    """Any of `options` (id → words), kept in the address; empty means no restriction."""
    key = f"choose-{name}"

    def remember() -> None:
        chosen = st.session_state[key]
        if chosen:
            st.query_params[name] = ",".join(chosen)
        elif name in st.query_params:
            del st.query_params[name]

    wanted = [word for word in chosen_ids(name) if word in options]
    st.session_state[key] = wanted
    st.multiselect(label, list(options), key=key, on_change=remember, format_func=options.__getitem__, placeholder=placeholder)
    return wanted


def choose_statuses(offered: Iterable[Status] = Status) -> list[str]:
    """Any of the statuses, kept in the address; empty means all."""
    options = {status.value: _(STATUS_LABELS[status]) for status in offered}
    return choose_many("status", _("Status"), options, placeholder=_("all"))


def month_words(period: date) -> str:
    """A month as people say it: 2019年9月, Sep 2019."""
    return f"{period.year}年{period.month}月" if current_language() == "zh" else f"{period:%b %Y}"


def parse_month(text: str) -> date:
    """The first day of a month id like 2019-09."""
    year, month = text.split("-")
    return date(int(year), int(month), 1)


@dataclass(frozen=True)
class View:
    """What a page is asked to show: a plan at a month, in one of its worlds of reports."""

    plan: Row
    period: date
    world: World = NOW

    @property
    def plan_id(self) -> str:
        """The plan's id."""
        return str(self.plan["plan_id"])

    @property
    def root_key(self) -> int:
        """The key of the region the plan is for."""
        return int(self.plan["root_region_key"])

    @property
    def month(self) -> str:
        """The month's id, as it stands in addresses."""
        return f"{self.period:%Y-%m}"

    def parameters(self) -> dict[str, str]:
        """What a link carries so that the next page shows the same plan, month and reports."""
        return {"plan": self.plan_id, "month": self.month, **_world_parameters(self.plan, self.world)}


def choose_view(container: Any = st, *, is_reporting: bool = False) -> View:
    """The plan and the month, chosen in one row of controls; who reports begins at the month that is due, and with today's reports."""
    plans = ask(queries.plans)
    by_id = {plan["plan_id"]: plan for plan in plans}
    plan_id = choose(
        "plan",
        _("Plan"),
        {name: pick(plan, "short") for name, plan in by_id.items()},
        plans[0]["plan_id"],
        widget="segments",
        container=container,
    )
    plan = by_id[plan_id]
    month_place = container.container()
    if is_reporting:
        look_at(NOW)
    world = NOW if is_reporting else choose_world(plan, container)
    latest = ask(queries.default_period, plan_id)
    first_shown = queries.month_due(plan, latest, date.today()) if is_reporting else latest
    last = min(date(plan["last_year"], 12, 1), max(latest, date.today().replace(day=1)))
    months = [f"{month:%Y-%m}" for month in reversed(queries.months_of(plan["first_year"], last))]
    # Plans cover different years: a month chosen for one is not carried to another that has no such month.
    month = choose(
        "month",
        _("Month reported") if is_reporting else _("As of month"),
        {name: month_words(parse_month(name)) for name in months},
        f"{first_shown:%Y-%m}",
        container=month_place,
        remembered_as="month reported" if is_reporting else "",
    )
    return View(plan, parse_month(month), world)


def choose_world(plan: Row, container: Any = st) -> World:
    """Which reports of the plan are looked at, chosen behind a button: usually nobody needs to."""
    asked = date.fromisoformat(text) if _DAY.fullmatch(text := st.query_params.get("reported", "")) else None
    day = asked if asked and date(plan["first_year"], 1, 1) <= asked < date.today() else None
    labels = {"approved": _("approved reports"), "submitted": _("submitted ones too")}
    with container.popover(_("Which reports"), icon=":material/history:", width="content"):
        counts = choose("counts", _("What counts"), labels, plan["counts"], widget="segments")
        day = _choose_day(plan, day)
    world = World("submitted" if counts == "submitted" else "approved", end_of(day) if day else None)
    look_at(world)
    return world


def _choose_day(plan: Row, day: date | None) -> date | None:
    """A past day as whose reports everything is shown; None for now."""
    key = "choose-reported"

    def remember() -> None:
        if st.session_state[key]:
            st.query_params["reported"] = st.session_state[key].isoformat()
        elif "reported" in st.query_params:
            del st.query_params["reported"]

    st.session_state[key] = day
    chosen: date | None = st.date_input(
        _("As reported on (empty: now)"),
        key=key,
        on_change=remember,
        min_value=date(plan["first_year"], 1, 1),
        max_value=date.today() - timedelta(1),
        format="YYYY-MM-DD",
    )
    return chosen


def _world_parameters(plan: Row, world: World) -> dict[str, str]:
    parameters = {} if world.counts == plan["counts"] else {"counts": world.counts}
    return parameters | ({"reported": f"{world.reported_at:%Y-%m-%d}"} if world.reported_at else {})


def options_of(rows: Sequence[Row], key: str, words: Callable[[Row], str]) -> dict[str, str]:
    """Ids and words of rows, in their order."""
    return {row[key]: words(row) for row in rows}
