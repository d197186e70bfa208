"""How far a task or a project is, as people write it: words for its state, shares of a hundred."""

from decimal import Decimal

from etl.reading.clean import parse_number
from etl.reading.columns import plain
from indicators.vocabulary import TaskState

_WORDS = {
    TaskState.NOT_STARTED: (
        *(
            "not started",
            "not_started",
            "未开工",
            "未启动",
            "未开始",
            "未开展",
            "未实施",
            "未动工",
            "尚未启动",
            "尚未开工",
            "待启动",
        ),
        *("筹备", "前期", "前期准备", "前期工作", "×", "x"),
    ),
    TaskState.UNDER_WAY: (
        *(
            "under way",
            "under_way",
            "in progress",
            "started",
            "进行中",
            "在建",
            "推进中",
            "正在推进",
            "实施中",
            "正在实施",
            "已开工",
        ),
        *("已启动", "施工中", "正在施工", "建设中", "序时推进", "按序时推进", "有序推进", "开展中", "办理中"),
    ),
    TaskState.DONE: (
        *("done", "completed", "complete", "finished", "已完成", "完成", "完工", "已完工", "竣工", "已竣工", "建成", "已建成"),
        *("已验收", "验收完成", "全面完成", "提前完成", "√", "✓"),
    ),
}
_STATE_OF = {plain(word): state for state, words in _WORDS.items() for word in words}


def parse_state(text: str) -> TaskState | None:
    """The state that `text` names; None for any other text, and for none."""
    return _STATE_OF.get(plain(text))


def parse_percent(text: str) -> Decimal | None:
    """The share done in percent, 0 to 100: 62.5, 62.5 %; None for any other text. A cell formatted as a percentage comes with its sign."""
    number = parse_number(text)
    if number.value is None or number.unit not in ("", "%") or not 0 <= number.value <= 100:
        return None
    return number.value
