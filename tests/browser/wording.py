"""Every word that a page holds, seen or read aloud, and which of them stand there in the wrong language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from etl.database import Database
from indicators.language import LANGUAGES

# Text of every kind, open or folded: nodes, names for screen readers, what fields hold, what style sheets write, what charts would
# show under a pointer, the cells of a canvas as they are read aloud. What is marked as being in another language is meant to be, and
# the rows of an export hold the names in both.
WORDS = """() => {
    const said = new Set(), language = element => element.closest("[lang]").lang.slice(0, 2);
    const page = language(document.body);
    const add = text => String(text ?? "").split("\\n").map(line => line.trim()).filter(line => line).forEach(line => said.add(line));
    const isOther = element => element.closest("script, style, noscript, code, [translate=no], .st-key-preview [role=gridcell]")
        || language(element) !== page;
    const names = ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "aria-placeholder", "placeholder",
        "title", "alt", "label", "summary", "data-title", "data-label"];
    add(document.title);
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) if (!isOther(nodes.currentNode.parentElement)) add(nodes.currentNode.data);
    for (const element of document.body.querySelectorAll("*")) {
        if (isOther(element)) continue;
        for (const name of names) if (element.hasAttribute(name)) add(element.getAttribute(name));
        if (["INPUT", "TEXTAREA"].includes(element.tagName) && !["hidden", "password", "checkbox", "radio"].includes(element.type)) add(element.value);
        for (const side of ["::before", "::after"]) add(getComputedStyle(element, side).content.match(/^"(.+)"$/)?.[1]);
    }
    const shown = ["text", "name", "title", "hovertext", "hovertemplate", "customdata", "ticktext", "label"];
    const walk = (value, key) => {
        if (typeof value === "string") { if (shown.includes(key)) add(value.replace(/<[^>]*>|%\\{[^}]*\\}/g, "\\n")); }
        else if (Array.isArray(value)) value.forEach(one => walk(one, key));
        else if (value && typeof value === "object") for (const [name, one] of Object.entries(value)) walk(one, name);
    };
    for (const chart of document.querySelectorAll(".js-plotly-plot")) for (const part of [chart.data, chart.layout]) walk(part, "");
    return [...said];
}"""

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*[A-Za-z0-9]")
# Han, and the punctuation that belongs to it
_CHINESE = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
# what programs read: names of files, cells of a sheet, checksums, addresses and questions asked of the data, commands
_TECHNICAL = re.compile(
    r"""[^\s“”]+\.(csv|xlsx?|ods|docx|pdf|png|txt)\b | (?<![A-Za-z])[A-Z]{1,2}[0-9]+ | \b[0-9a-f]{12,}\b
    | /[a-z]*\?[\w=&.-]+ | \b\w+\(\w+=[^)]*\) | python[ ]-m[ ]etl([ ][a-z-]+)?([ ]--help)?""",
    re.VERBOSE,
)
# formats, encodings, methods and makers that are called by their Latin names in Chinese too
_NAMES = re.compile(
    r"(?<![A-Za-z])(CSV|TSV|TXT|XLS|XLSX|XLSM|ODS|DOCX|PDF|PNG|SVG|JSON|Parquet|iCalendar|Excel|Word|OpenDocument|UTF-8|UTF-16|GBK|GB18030|"
    r"SHA-256|KB|MB|Ctrl|Esc|Eurostat|EUSTAT|CAGR|Open SDG|sdg-build|Theil–Sen|Sen)(?![A-Za-z])"
)


@dataclass(frozen=True)
class Dictionary:
    """What may stand in the other language, because the data says it so and only so."""

    codes: frozenset[str]  # alone, in pages of any language
    latin: frozenset[str]  # words, within Chinese
    chinese: tuple[str, ...]  # names and sentences, within English; the longest first

    def strangers(self, said: Iterable[str], language: str) -> list[str]:
        """Those of the texts that hold words which a page in `language` should not say."""
        is_strange = self._is_strange_in_chinese if language == "zh" else self._is_strange_in_english
        is_known = {*self.codes, *LANGUAGES.values()}.__contains__
        return [text for text in said if not is_known(text) and is_strange(text)]

    def _is_strange_in_chinese(self, text: str) -> bool:
        text = re.sub(r" \(([\w.-]+)\)$", lambda code: "" if code[1] in self.codes else code[0], text)  # an account behind its name
        return not self.latin.issuperset(_LATIN.findall(_NAMES.sub("", _TECHNICAL.sub("", text))))

    def _is_strange_in_english(self, text: str) -> bool:
        if not _CHINESE.search(text):
            return False
        for name in self.chinese:
            text = text.replace(name, "")
        return bool(_CHINESE.search(text))


def read_dictionary(database: Database) -> Dictionary:
    """The words that a database holds in one language only.

    Codes and account names; Latin words within Chinese names (VOCs, PM2.5); Chinese names without an English one, the plan's own
    wording, places and marks, and what people typed: notes, reasons, names of files and of persons.
    """
    codes: set[str] = set()
    latin: set[str] = set()
    chinese: set[str] = set()
    with database.reading() as cursor:
        texts = "from information_schema.columns where table_schema = 'main' and data_type = 'VARCHAR'"
        columns = set(cursor.execute(f"select table_name, column_name {texts}").fetchall())
        for table, column in columns:
            is_code = column.endswith("_id") or column == "username"
            is_pair = column.endswith("_zh") and (table, f"{column[:-3]}_en") in columns
            if not is_code and not is_pair and column.endswith("_en"):
                continue
            english = f"coalesce({column[:-3]}_en, '')" if is_pair else "''"
            rows = cursor.execute(
                f'select distinct "{column}", {english} = \'\' from "{table}" where "{column}" is not null'
            ).fetchall()
            if is_code:
                codes |= {text for text, _is_alone in rows}
                continue
            if is_pair:
                latin |= {word for text, _is_alone in rows for word in _LATIN.findall(text)}
            chinese |= {text for text, is_alone in rows if is_alone}
        marks = [
            text for (text,) in cursor.execute("select distinct year_marks from tasks where year_marks is not null").fetchall()
        ]
    chinese |= {piece for text in marks for piece in re.split("[;=]", text)}
    return Dictionary(frozenset(codes), frozenset(latin), tuple(sorted(filter(_CHINESE.search, chinese), key=len, reverse=True)))
