"""Plotly on a page: Chinese mode bar and months, image download, a table that says the same."""

from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from indicators.language import _, current_language
from pages.components.html import show, table
from pages.components.selection import choose

_CHINESE = {
    "dictionary": {
        "Download plot as a PNG": "下载图片",
        "Download plot": "下载图片",
        "Zoom": "缩放",
        "Pan": "平移",
        "Reset axes": "还原坐标轴",
        "Autoscale": "自动缩放",
        "Zoom in": "放大",
        "Zoom out": "缩小",
        "Toggle show closest data on hover": "悬停显示最近数据",
        "Compare data on hover": "悬停比较数据",
    },
    "format": {
        "days": ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
        "shortDays": ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
        "months": [f"{number}月" for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]],
        "shortMonths": [f"{number}月" for number in range(1, 13)],
        "date": "%Y-%m-%d",
    },
}


def _config(file_name: str, image: str) -> dict[str, Any]:
    return {
        "displaylogo": False,
        "locale": "zh-CN" if current_language() == "zh" else "en",
        "locales": {"zh-CN": _CHINESE},
        "modeBarButtonsToRemove": [
            "zoom2d",
            "pan2d",
            "zoomIn2d",
            "zoomOut2d",
            "autoScale2d",
            "resetScale2d",
            "lasso2d",
            "select2d",
        ],
        "toImageButtonOptions": {"format": image, "filename": file_name, "scale": 2},
    }


def choose_image() -> str:
    """The format in which the camera of every chart saves it: png or svg."""
    return choose("image", _("Save charts as"), {"png": "PNG", "svg": "SVG"}, "png", widget="segments")


def chart(figure: go.Figure, *, key: str, file_name: str, alt: str, image: str) -> None:
    """Shows a figure; `alt` is the sentence read aloud in its place; the camera of its mode bar saves it as `image`."""
    st.plotly_chart(figure, key=key, config=_config(file_name, image), alt=alt, theme=None)


def counts_chart(figure: go.Figure, *, key: str, file_name: str, alt: str, image: str) -> None:
    """Shows the bars of a figure by month, see `chart`, and below them the same numbers as a folded table."""
    chart(figure, key=key, file_name=file_name, alt=alt, image=image)
    show(_counts_table(figure, alt))


def _counts_table(figure: go.Figure, caption: str) -> str:
    """One line per month, one column per colour."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    months = list(bars[0].x) if bars else []
    cells = (
        (escape(f"{month:%Y-%m}"), *(f'<span class="number">{bar.y[place]}</span>' for bar in bars))
        for place, month in enumerate(months)
    )
    body = table((_("Month"), *(bar.name for bar in bars)), cells, caption)
    return f"<details><summary>{escape(_('Show the table'))}</summary>{body}</details>" if bars else ""
