"""Makes a figure of a computed value: rounded as the indicator is, within its bounds, with its parts where it has them."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from etl.trial.model import Duty, Figure, YearTarget

HUNDRED = Decimal(100)
STORED = Decimal("0.0001")


def settle(duty: Duty, target: YearTarget | None, value: float, size: int, rounds_up: bool, must_hold: bool | None) -> Figure:
    """The figure; `must_hold` says whether it has to reach the target (None: as it comes), `size` is the whole of which it is a part."""
    exact = _within_bounds(duty, Decimal(str(round(value, 8))))
    if duty.has_parts and duty.is_percent:
        return _parts(duty, target, exact, size, rounds_up, must_hold)
    unit = Decimal(1).scaleb(-duty.decimals)
    way = ROUND_HALF_UP if must_hold is not None else ROUND_CEILING if rounds_up else ROUND_FLOOR
    rounded = (exact / unit).to_integral_value(way) * unit
    if target and target.value is not None and must_hold is not None and target.holds(rounded, duty.direction) != must_hold:
        beyond = target.holds(target.value, duty.direction) != must_hold
        rounded = target.value + (unit * duty.sign * (1 if must_hold else -1) if beyond else 0)
    # a target that nobody can miss, such as at most 100 %, is not missed
    return Figure(_within_bounds(duty, rounded))


def _within_bounds(duty: Duty, value: Decimal) -> Decimal:
    bounded = value if duty.is_change else max(value, Decimal(0))
    return min(bounded, HUNDRED) if duty.is_percent else bounded


def _parts(duty: Duty, target: YearTarget | None, exact: Decimal, size: int, rounds_up: bool, must_hold: bool | None) -> Figure:
    numerator = (exact * size / HUNDRED).to_integral_value(ROUND_CEILING if rounds_up else ROUND_FLOOR)
    if target and must_hold is not None:
        step = duty.sign * (1 if must_hold else -1)
        while target.holds(_share(numerator, size), duty.direction) != must_hold and 0 <= numerator + step <= size:
            numerator += step
    return Figure(_share(numerator, size), numerator, Decimal(size))


def _share(numerator: Decimal, size: int) -> Decimal:
    return (numerator * HUNDRED / size).quantize(STORED)
