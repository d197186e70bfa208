"""The message catalogue: every English text of the code must stand in it with its Chinese translation.

`make messages` adds new texts to the catalogue and drops those nobody says any more; a translator fills in the rest.
"""

import ast
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from indicators.language import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent
# the catalogue belongs to the project; without these Babel writes places to be filled in
WHOSE = dict.fromkeys(("project", "last_translator", "language_team", "msgid_bugs_address"), "263 dashboard")
TITLE = "# Chinese translations of the 263 dashboard."
SPEAKING = ("app.py", "indicators", "etl", "pages")


def said() -> set[str]:
    """Every text that the code says through `_` or `N_`, those inside f-strings too, where Babel's own extraction does not look."""
    files = [file for name in SPEAKING for file in ([ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py")))]
    calls = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
    texts = (call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "N_") and call.args)
    return {text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)}


def catalogue() -> Catalog:
    """The catalogue as it is."""
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="zh")


def untranslated() -> list[str]:
    """Texts of the code without a Chinese translation."""
    known = catalogue()
    return sorted(text for text in said() if text not in known or not known[text].string)


def update() -> None:
    """Brings the catalogue in line with the code."""
    known = catalogue()
    day = known.creation_date  # stays: the same texts give the same file
    fresh = Catalog("zh", header_comment=TITLE, version="1", creation_date=day, revision_date=day, fuzzy=False, **WHOSE)
    for text in sorted(said()):
        fresh.add(text, known[text].string if text in known else "")
    with CATALOGUE.open("wb") as out:
        write_po(out, fresh, sort_output=True, width=132, omit_header=False)


if __name__ == "__main__":
    update()
    for missing in untranslated():
        print(f"no translation yet: {missing}")
