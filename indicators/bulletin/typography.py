"""How official Chinese documents set text: no space between characters and figures, nor before a percent sign."""

import re
from dataclasses import replace

from indicators.bulletin.content import Block, Cell, Paragraph, Section, StatusBars, Table
from indicators.language import current_language

_CHINESE = "\u3001-\u303f\u4e00-\u9fff\uff00-\uffef"
_LOOSE = re.compile(rf"(?<=[{_CHINESE}]) (?=[\d≥≤=−])|(?<=[\d%]) (?=[{_CHINESE}])|(?<=\d) (?=%)|(?<=[≥≤=]) (?=\d)")


def tight(text: str) -> str:
    """The text without those spaces where the current language is Chinese; as it is in any other."""
    return _LOOSE.sub("", text) if current_language() == "zh" else text


def tightened(section: Section) -> Section:
    """The section with every text in it set tight; figures, days and lights are set by whoever prints them."""
    return replace(section, title=tight(section.title), name=tight(section.name), blocks=tuple(map(_block, section.blocks)))


def _block(block: Block) -> Block:
    match block:
        case Paragraph():
            return replace(block, text=tight(block.text), lead=tight(block.lead))
        case Table():
            columns = tuple(replace(column, title=tight(column.title)) for column in block.columns)
            rows = tuple(tuple(map(_cell, row)) for row in block.rows)
            return replace(block, title=tight(block.title), label=tight(block.label), columns=columns, rows=rows)
        case StatusBars():
            bars = tuple((tight(label), counts) for label, counts in block.bars)
            return replace(block, title=tight(block.title), label=tight(block.label), bars=bars)


def _cell(cell: Cell) -> Cell:
    return tight(cell) if isinstance(cell, str) else cell
