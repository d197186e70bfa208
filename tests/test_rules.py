"""The rules of the architecture, read from the sources themselves."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = [ROOT / "app.py", *(file for part in ("indicators", "etl", "pages") for file in sorted((ROOT / part).rglob("*.py")))]
SOURCES = [*PRODUCT, *sorted((ROOT / "bench").rglob("*.py"))]
SQL = [file for part in ("indicators", "etl", "bench") for file in sorted((ROOT / part).rglob("*.sql"))]
TEXTS = [
    *SOURCES,
    *SQL,
    *sorted((ROOT / "tests").rglob("*.py")),
    *(
        file
        for file in sorted(ROOT.glob("*"))
        if file.is_file() and file.suffix in ("", ".txt", ".toml", ".md") and file.name != "uv.lock"
    ),
    *(file for file in sorted((ROOT / ".ci").glob("*")) if file.is_file()),
    *sorted((ROOT / ".streamlit").glob("*.toml")),
]
TREES = {file: ast.parse(file.read_text("utf-8")) for file in SOURCES}
MOST_LINES, MOST_FUNCTION_LINES, MOST_SQL_LINES = 300, 60, 120


def name(file: Path) -> str:
    """The path of a file as a reader would say it."""
    return str(file.relative_to(ROOT))


def part(file: Path) -> str:
    """The folder that a file lies in, at the top or the served part of the bench; its own name where it lies in none."""
    first, *rest = file.relative_to(ROOT).parts
    return "bench/served" if (first, *rest[:1]) == ("bench", "served") else first


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(TREES[file]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(file)}: a relative import"
            yield str(node.module)


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    return (node for node in ast.walk(TREES[file]) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


FORBIDDEN = {
    "indicators": ("etl", "pages", "app", "streamlit", "bench", "tests"),
    "etl": ("pages", "app", "streamlit", "bench", "tests"),
    "pages": ("app", "bench", "tests", "duckdb"),
    "bench": ("pages", "app", "streamlit", "tests"),
    "bench/served": ("app",),  # measures pages, served as the tests serve them and asked as Streamlit's front end asks
    "app.py": ("bench", "tests", "duckdb"),
}


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_knowledge_flows_one_way(file: Path) -> None:
    wrong = [module for module in imports(file) if module.split(".")[0] in FORBIDDEN[part(file)]]
    assert wrong == []


# the parts of etl from the ground up: each knows those before it, none those after it
LAYERS = (
    *("settings", "database", "statements", "audit", "people", "ledger", "plans", "reading", "reporting", "checking", "forms"),
    *("notifying", "life_cycle", "bulletin_templates", "bulletins", "safekeeping", "trial", "commands", "__main__"),
)


@pytest.mark.parametrize("file", [file for file in SOURCES if part(file) == "etl" and file.name != "__init__.py"], ids=name)
def test_the_parts_of_etl_build_on_each_other(file: Path) -> None:
    place = LAYERS.index(file.relative_to(ROOT / "etl").parts[0].removesuffix(".py"))
    known = {module.split(".")[1] for module in imports(file) if module.startswith("etl.")}
    assert sorted(known - set(LAYERS[: place + 1])) == []


def test_one_file_connects_to_the_database() -> None:
    connecting = [
        name(file)
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("duckdb.connect", "connect")
    ]
    assert connecting == ["etl/database.py"]


def test_one_file_reads_the_environment() -> None:
    reading = {name(file) for file in PRODUCT if re.search(r"os\.(environ|getenv)", file.read_text("utf-8"))}
    assert reading == {"etl/settings.py"}


@pytest.mark.parametrize("file", [file for file in PRODUCT if part(file) in ("pages", "app.py")], ids=name)
def test_pages_hold_no_query_and_no_calculation(file: Path) -> None:
    words = (".execute(", ".sql(", "groupby", "merge(", "import duckdb", "import pandas")
    assert [word for word in words if word in file.read_text("utf-8")] == []


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_modules_and_functions_fit_the_eye(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= MOST_LINES
    long = {function.name: 1 + (function.end_lineno or 0) - function.lineno for function in functions(file)}
    assert {called: lines for called, lines in long.items() if lines > MOST_FUNCTION_LINES} == {}


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_public_functions_say_what_they_return(file: Path) -> None:
    assert ast.get_docstring(TREES[file]) or not TREES[file].body, "a module without a first sentence"
    inner = {node for function in functions(file) for node in ast.walk(function) if node is not function}
    silent = [
        function.name
        for function in functions(file)
        if not function.name.startswith("_") and function not in inner and not ast.get_docstring(function)
    ]
    untyped = [function.name for function in functions(file) if function.returns is None]
    assert (silent, untyped) == ([], [])


@pytest.mark.parametrize("file", SQL, ids=name)
def test_sql_states_its_grain_and_fits_the_eye(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_SQL_LINES or (part(file) == "etl" and "schema" in file.parts)
    assert text.startswith("-- Grain: ") or re.match(r"(--.*\n)+(\n*)(create|alter) table", text), "no grain in the first line"
    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN)\b", text), "SQL is written in lower case"


def test_no_value_is_written_into_sql() -> None:
    """An f-string may name a table or columns that the code itself lists; never a value."""
    quoted = re.compile(r"""f["'].*\b(select|insert|update|delete|where)\b.*'\{""")
    assert [name(file) for file in PRODUCT if quoted.search(file.read_text("utf-8"))] == []


def pack_words() -> set[str]:
    """Every id with a hyphen and every Chinese name of three and more characters that names something in a pack."""
    words = set()
    for table, kind in (
        ("indicators", "indicator"),
        ("regions", "region"),
        ("departments", "department"),
        ("programmes", "programme"),
    ):
        for file in sorted((ROOT / "data" / "plans").glob(f"*/{table}.csv")):
            with file.open(encoding="utf-8-sig", newline="") as source:
                for row in csv.DictReader(source):
                    words |= {row[f"{kind}_id"], row["name_zh"]}
    words |= {folder.name for folder in (ROOT / "data" / "plans").iterdir()}
    return {word for word in words if (len(word) >= 6 and "-" in word) or (len(word) >= 3 and not word.isascii())}


def test_nothing_in_the_code_names_a_plan_or_what_is_in_it() -> None:
    words = pack_words()
    assert len(words) > 100
    named = [(name(file), word) for file in [*PRODUCT, *SQL] for word in words if word in file.read_text("utf-8")]
    assert named == []


def test_nothing_names_a_machine_or_a_registry() -> None:
    # written apart, so that this file does not name them either
    words = [
        "/" + "tmp/",
        "/" + "root/",
        "/" + "home/",
        "pypi." + "org",
        "files.python" + "hosted",
        "index-" + "url",
        "/work" + "/",
    ]
    named = [(name(file), word) for file in TEXTS for word in words if word in file.read_text("utf-8")]
    assert named == []


def test_the_readme_documents_every_setting() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [known.variable for known in SETTINGS.values() if f"`{known.variable}`" not in readme] == []


def test_tests_mirror_modules_and_none_is_skipped() -> None:
    tests = sorted((ROOT / "tests").rglob("test_*.py"))
    forgiving = ["pytest." + "skip", "mark." + "skip", "mark." + "xfail", "importor" + "skip"]
    assert [name(file) for file in tests if any(word in file.read_text("utf-8") for word in forgiving)] == []
