"""A bulletin on a page: the same content as its files, in the same order."""

from html import escape

from indicators.bulletin.content import Block, Bulletin, Cell, Figure, Light, Paragraph, Section, StatusBars, Table, cell_text
from indicators.bulletin.frame import frame_words
from indicators.bulletin.words import counted, titled
from indicators.language import _, speaking
from indicators.vocabulary import Status
from pages.components.html import chip, table


def bulletin_html(bulletin: Bulletin) -> str:
    """The whole bulletin in its own language; annexes are folded."""
    with speaking(bulletin.language):
        words = frame_words(bulletin)
        body = "".join(map(_section, (section for section in bulletin.sections if not section.is_annex)))
        annexes = "".join(map(_section, (section for section in bulletin.sections if section.is_annex)))
        correction = f"<p>{escape(words.correction)}</p>" if words.correction else ""
        required = (
            f"<h3>{escape(words.requirements_title)}</h3>{''.join(f'<p>{escape(line)}</p>' for line in words.requirements)}"
            if words.requirements
            else ""
        )
        return (
            f'<article class="bulletin" lang="{escape(bulletin.language)}"><p class="number-line">{escape(words.head)}</p>'
            f"<h2>{escape(words.title)}</h2><p>{escape(words.addressed_to)}</p>"
            f'{correction}{body}{required}<p class="signature">{escape(words.signature)}<br>{escape(words.issued_on)}</p>{annexes}</article>'
        )


def _section(section: Section) -> str:
    blocks = "".join(map(_block, section.blocks))
    if section.is_annex:
        return f"<details><summary>{escape(section.title)}</summary>{blocks}</details>"
    return f"<h3>{escape(section.title)}</h3>{blocks}"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            lead = f"<b>{escape(_('{lead}. ', lead=block.lead))}</b>" if block.lead else ""
            return f"<p>{lead}{escape(block.text)}</p>"
        case Table():
            return table([column.title for column in block.columns], (map(_cell, row) for row in block.rows), _caption(block))
        case StatusBars():
            return _bars(block)


def _bars(block: StatusBars) -> str:
    """The chart, each bar with its numbers in it and as words for those who cannot see it."""
    shown = [status for status in Status if any(counts.get(status) for _label, counts in block.bars)]
    most = max((sum(counts.values()) for _label, counts in block.bars), default=0) or 1
    lines = []
    for label, counts in block.bars:
        words = f"{label}{_(': ')}{counted(counts)}"
        parts = "".join(
            f'<i class="light-{status}" style="flex:{counts[status]}"><b>{counts[status]}</b></i>'
            for status in shown
            if counts.get(status)
        )
        width = sum(counts.values()) / most * 100
        lines.append(
            f'<span>{escape(label)}</span><div class="bar" style="width:{width:.1f}%" role="img" aria-label="{escape(words, quote=True)}">{parts}</div>'
        )
    legend = "".join(map(chip, shown))
    return (
        f'<figure><div class="status-legend">{legend}</div><div class="status-bars">{"".join(lines)}</div>'
        f"<figcaption>{escape(_caption(block))}</figcaption></figure>"
    )


def _caption(block: Table | StatusBars) -> str:
    return titled(block.label, block.title)


def _cell(cell: Cell) -> str:
    if isinstance(cell, Light):
        return chip(cell.status)
    text = escape(cell_text(cell))
    return f'<span class="number">{text}</span>' if isinstance(cell, Figure) else text
