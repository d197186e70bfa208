"""Units of figures: 1.2 万吨 is 12000 吨 where the indicator is reported in 吨; what cannot be turned exactly is asked about."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from etl.reading.clean import LARGEST, Number
from etl.reading.columns import plain

# multiples that stand before a unit, the longest first
_MULTIPLES = {"万亿": 10**12, "千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4}
# told from mere words behind a number, so that the sentence can speak of the unit
_COMMON = frozenset(
    (
        *("吨", "千克", "公斤", "克", "公里", "千米", "米", "里", "亩", "公顷", "平方米", "平方公里", "立方米", "升"),
        *(
            "元",
            "个",
            "家",
            "处",
            "座",
            "台",
            "辆",
            "套",
            "条",
            "件",
            "次",
            "户",
            "人",
            "天",
            "小时",
            "蒸吨",
            "千瓦",
            "千瓦时",
            "兆瓦",
            "度",
        ),
        *("%", "‰", "°", "km", "m", "m2", "m3", "km2", "t", "kg", "g", "ha", "kw", "mw", "gw", "kwh", "mu", "days", "hours"),
    )
)


@lru_cache(maxsize=4096)
def split_unit(unit: str) -> tuple[int, str]:
    """The multiple before a unit and the unit itself: 万吨 is 10000 times 吨."""
    word = plain(unit)
    for multiple, factor in _MULTIPLES.items():
        if word.startswith(multiple):
            return factor, word.removeprefix(multiple)
    return 1, word


@lru_cache(maxsize=65536)
def factor_to(unit: str, reported: str) -> Decimal | None:
    """What a figure in `unit` is multiplied by to be in the unit `reported`; None where that is not certain.

    Only multiples of ten thousand and the like, and ‰ for %. A figure in a smaller unit than the indicator's is never turned:
    that it was written so large is more often a mistake than meant. A bare 万 counts where the indicator has no multiple itself.
    """
    if plain(unit) == plain(reported):
        return Decimal(1)
    if plain(unit) == "‰" and plain(reported) == "%":
        return Decimal("0.1")
    (multiple, base), (wanted, wanted_base) = split_unit(unit), split_unit(reported)
    if base == wanted_base and multiple >= wanted:
        return Decimal(multiple) / wanted
    return Decimal(multiple) if not base and wanted == 1 else None


def factor_among(unit: str, names: tuple[str, ...]) -> Decimal | None:
    """The same for an indicator's unit in its several languages; what is a multiple is told by the first, Chinese one."""
    if plain(unit) in map(plain, names):
        return Decimal(1)
    return factor_to(unit, names[0]) if names else None


def is_unit(unit: str, known: Iterable[str] = ()) -> bool:
    """The text is a unit, of those `known` or in common use, with or without a multiple."""
    _multiple, base = split_unit(unit)
    return not base or base in _COMMON or base in {split_unit(one)[1] for one in known}


def settle(number: Number, units: tuple[str, ...], known: Iterable[str] = ()) -> Number:
    """A number with its unit turned into the one of the indicator, whose names are `units`; a percent sign is left to the rules.

    The state becomes `unit` where the unit does not fit, `bad` where the text behind the number is no unit at all.
    """
    if not number.unit or number.has_percent_sign or number.value is None:
        return number
    found = factor_among(number.unit, units)
    if found is None:
        return Number("unit" if is_unit(number.unit, known) else "bad", unit=number.unit)
    return scaled(number.value, found)


def scaled(value: Decimal, factor: Decimal) -> Number:
    """A number times a factor, unless it then is too large to be kept, or too fine."""
    exact = value * factor
    if abs(exact) > LARGEST:
        return Number("too_big")
    return Number("number", exact.quantize(Decimal("0.0001")))
