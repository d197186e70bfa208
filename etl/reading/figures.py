"""Stop 2, the numbers of a whole column: plain digits at once, everything else once per different text."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.reading.clean import Number, parse_number
from etl.reading.columns import plain
from etl.reading.plan_names import PlanNames
from etl.reading.units import factor_among, scaled, settle

_PLAIN_NUMBER = r"^-?[0-9]{1,13}(\.[0-9]{1,20})?$"
STATES = ["number", "not_reported", "not_applicable", "bad", "too_big", "ambiguous", "unit"]


class Figures(NamedTuple):
    """The numbers of one column, the state of each (see `Number`), the unit written behind it and whether that is a percent sign."""

    numbers: pa.Array
    states: pa.Array
    units: pa.Array
    percents: pa.Array


def read_numbers(texts: pa.Array) -> Figures:
    """Each text's number, its state and its unit."""
    texts = pc.utf8_trim_whitespace(texts)
    is_blank = pc.equal(texts, "")
    try:  # most files hold plain digits, which Arrow reads at once
        numbers = pc.cast(pc.if_else(is_blank, None, texts), pa.decimal128(18, 4))
    except pa.ArrowInvalid:
        return _read_odd_numbers(texts)
    states = pa.DictionaryArray.from_arrays(pc.cast(is_blank, pa.int8()), STATES)
    return Figures(numbers, states, pa.repeat("", len(texts)), pa.repeat(False, len(texts)))


def _read_odd_numbers(texts: pa.Array) -> Figures:
    """The same, for texts of which some are not plain digits: those go through `parse_number`, once per different text."""
    is_plain = pc.match_substring_regex(texts, _PLAIN_NUMBER)
    rounded = pc.round(pc.cast(pc.if_else(is_plain, texts, None), pa.decimal128(38, 20)), 4, round_mode="half_towards_infinity")
    odd_texts = pc.if_else(is_plain, None, texts).dictionary_encode()
    odd = [parse_number(text) for text in odd_texts.dictionary.to_pylist()]
    odd_numbers = pa.array([number.value for number in odd], pa.decimal128(18, 4)).take(odd_texts.indices)
    codes = pa.array([STATES.index(number.state) for number in odd], pa.int8()).take(odd_texts.indices)
    units = pc.fill_null(pa.array([number.unit for number in odd], pa.string()).take(odd_texts.indices), "")
    return Figures(
        pc.coalesce(pc.cast(rounded, pa.decimal128(18, 4)), odd_numbers),
        pa.DictionaryArray.from_arrays(pc.fill_null(codes, STATES.index("number")), STATES),
        units,
        pc.equal(units, "%"),
    )


def without_units(figures: Figures) -> Figures:
    """Numerators and denominators, whose unit no plan tells: a number with a unit behind it is none; a percent sign is left to the rules."""
    has_unit = pc.and_(pc.not_equal(figures.units, ""), pc.invert(figures.percents))
    rows = pc.indices_nonzero(has_unit).to_pylist()
    return _changed(figures, {row: Number("bad") for row in rows}) if rows else figures


def in_units(figures: Figures, unit_texts: pa.Array, indicator_keys: pa.Array, names: PlanNames) -> tuple[Figures, pa.Array]:
    """The values in the units of their indicators, and the units of the file that are still to be compared.

    A unit behind the number counts before one in the column of units.
    """
    units_of = {key: (row["unit_zh"], row["unit_en"]) for key, row in names.indicators.items()}
    changes: dict[int, Number] = {}
    told = pc.and_(pc.not_equal(figures.units, ""), pc.invert(figures.percents))
    for row in pc.indices_nonzero(told).to_pylist():
        number = Number(figures.states[row].as_py(), figures.numbers[row].as_py(), figures.units[row].as_py())
        key = indicator_keys[row].as_py()
        if key is not None and number.state == "number":
            changes[row] = settle(number, units_of[key], names.units)
    encoded = unit_texts.dictionary_encode()
    words = [plain(text) for text in encoded.dictionary.to_pylist()]
    kept = pa.array([word or None for word in words], pa.string()).take(encoded.indices)
    converted = _converted_rows(words, encoded, indicator_keys, units_of)
    for row, factor_of in converted.items():
        value = figures.numbers[row].as_py()
        if row not in changes and value is not None:
            changes[row] = factor_of(value)
    if converted:
        mask = np.zeros(len(kept), dtype=bool)
        mask[list(converted)] = True
        kept = pc.if_else(pa.array(mask), None, kept)
    return (_changed(figures, changes) if changes else figures), kept


def _converted_rows(
    words: list[str], encoded: pa.DictionaryArray, indicator_keys: pa.Array, units_of: dict[int, tuple[str, str]]
) -> dict[int, Callable[..., Number]]:
    """The rows whose unit in the file is a multiple of the indicator's, and what turns their values."""
    keys = sorted(units_of)
    factors = np.ones((len(words) or 1, len(keys) + 1), dtype=object)
    for place, word in enumerate(words):
        for index, key in enumerate(keys):
            factors[place, index] = (factor_among(word, units_of[key]) if word else None) or 1
    is_other = np.not_equal(factors, 1).astype(bool)
    if not is_other.any():
        return {}
    columns = np.searchsorted(keys, indicator_keys.fill_null(keys[0]).to_numpy(zero_copy_only=False))
    places = encoded.indices.to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(is_other[places, columns] & indicator_keys.is_valid().to_numpy(zero_copy_only=False))
    return {int(row): lambda value, factor=factors[places[row], columns[row]]: scaled(value, factor) for row in rows}


def _changed(figures: Figures, changes: dict[int, Number]) -> Figures:
    """The figures with some rows replaced."""
    mask = np.zeros(len(figures.numbers), dtype=bool)
    rows = sorted(changes)
    mask[rows] = True
    replaced = [changes[row] for row in rows]
    codes = pc.cast(figures.states.indices, pa.int8())
    new_codes = pa.array([STATES.index(number.state) for number in replaced], pa.int8())
    return figures._replace(
        numbers=pc.replace_with_mask(figures.numbers, pa.array(mask), pa.array([n.value for n in replaced], pa.decimal128(18, 4))),
        states=pa.DictionaryArray.from_arrays(pc.replace_with_mask(codes, pa.array(mask), new_codes), STATES),
    )
