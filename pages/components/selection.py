"""Filters that live in the address: plain ids, looked up before use, remembered from page to page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import streamlit as st

from indicators import queries
from indicators.language import _, current_language, pick
from indicators.queries import Row
from pages.components.data import ask

_MEMORY = "selection"


def _remember(name: str) -> None:
    """Called when a person changed a filter: the address follows the widget."""
    value = st.session_state[f"choose-{name}"]
    memory = st.session_state.setdefault(_MEMORY, {})
    memory[name] = value
    st.query_params[name] = value


def choose(
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    *,
    widget: Literal["select", "segments"] = "select",
    container: Any = st,
) -> str:
    """One of `options` (id → words), from the address, else what was chosen before, else `default`."""
    memory: dict[str, str] = st.session_state.setdefault(_MEMORY, {})
    wanted = st.query_params.get(name) or memory.get(name) or default
    value = wanted if wanted in options else default
    memory[name] = value
    key = f"choose-{name}"
    # Set at every run: the same key is another widget on another page, which would otherwise show its first option.
    st.session_state[key] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value
    common: dict[str, Any] = {"key": key, "on_change": _remember, "args": (name,), "format_func": options.__getitem__}
    if widget == "segments":
        container.segmented_control(label, list(options), required=True, **common)
    else:
        container.selectbox(label, list(options), **common)
    return value


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

    wanted = [word for word in st.query_params.get(name, "").split(",") if word in options]
    st.session_state[key] = wanted
    st.multiselect(label, list(options), key=key, on_change=remember, format_func=options.__getitem__, placeholder=placeholder)
    return wanted


def month_words(period: date) -> str:
    """A month as people say it: 2019年9月, Sep 2019."""
    return f"{period.year}年{period.month}月" if current_language() == "zh" else f"{period:%b %Y}"


def parse_month(text: str) -> date:
    """The first day of a month id like 2019-09."""
    year, month = text.split("-")
    return date(int(year), int(month), 1)


@dataclass(frozen=True)
class View:
    """What a page is asked to show: a plan at a month."""

    plan: Row
    period: date

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
        """What a link carries so that the next page shows the same plan and month."""
        return {"plan": self.plan_id, "month": self.month}


def choose_view(container: Any = st) -> View:
    """The plan and the month, chosen in one row of controls."""
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
    latest = ask(queries.default_period, plan_id)
    last = min(date(plan["last_year"], 12, 1), max(latest, date.today().replace(day=1)))
    months = [f"{month:%Y-%m}" for month in reversed(queries.months_of(plan["first_year"], last))]
    # Plans cover different years: a month chosen for one is not carried to another that has no such month.
    month = choose(
        "month", _("As of month"), {name: month_words(parse_month(name)) for name in months}, f"{latest:%Y-%m}", container=container
    )
    return View(plan, parse_month(month))


def options_of(rows: Sequence[Row], key: str, words: Callable[[Row], str]) -> dict[str, str]:
    """Ids and words of rows, in their order."""
    return {row[key]: words(row) for row in rows}
