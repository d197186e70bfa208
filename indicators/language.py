"""The language of the person served: gettext over one catalogue, English in the source, Chinese the default."""

import gettext
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DEFAULT_LANGUAGE = "zh"
LANGUAGES = {"zh": "中文", "en": "English"}
CATALOGUE = Path(__file__).parent / "locale" / "zh.po"

_current: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def N_(message: str) -> str:
    """The message itself, marked for the catalogue; translate it with `_` where it is shown."""
    return message


def use_language(language: str) -> None:
    """Serve the current thread or task in `language`; an unknown one means the default."""
    _current.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Serves the block in `language`, and what comes after it as before."""
    before = _current.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _current.reset(before)


def current_language() -> str:
    """`zh` or `en`."""
    return _current.get()


@cache
def _translations(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    # The catalogue is compiled in memory, so that no compiled file can lag behind its source.
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="zh")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(message: str, /, **values: object) -> str:
    """`message` in the current language, its {placeholders} filled."""
    text = _translations(_current.get()).gettext(message)
    return text.format(**values) if values else text


def pick(row: Mapping[str, Any], field: str) -> str:
    """`field` of a pack row in the current language; the other language when this one is empty."""
    first, second = (f"{field}_{code}" for code in (("zh", "en") if _current.get() == "zh" else ("en", "zh")))
    return str(row.get(first) or row.get(second) or "")
