"""What a mistyped word of a pack may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """The question after a sentence on an unknown word, `is it “north”?`; `otherwise` when nothing known is like it."""
    by_lower_case = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower_case, 1, cutoff=0.7)
    return f"is it “{by_lower_case[found[0]]}”?" if found else f"{otherwise}."
