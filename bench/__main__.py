"""`python -m bench [--large]`: measures the bounds of the design, prints one table and keeps it in bench/out/results.json."""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from bench.exports import measure_exports
from bench.measure import Measurement, table
from bench.questions import Questions, measure_against_frames, measure_growth
from bench.readings import measure_readings
from bench.scale import leaf_keys, scale_database
from bench.served.clicks import measure_clicks
from bench.served.pages import let_in, measure_pages, measure_province
from bench.served.redraw import measure_redraw
from bench.uploads import UploadBench, measure_one_town, measure_uploads
from etl.database import Database

RESULTS = Path(__file__).parent / "out" / "results.json"
UPLOAD_ROWS = 100_000


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


def measure(folder: Path, sizes: tuple[str, ...]) -> list[Measurement]:
    """Everything that is measured, databases and files in `folder`; each of `sizes` is held against today's."""
    _say("making a database of today's size")
    small = scale_database("s", folder)
    found = [one for size in sizes for one in _opened(small, size, folder)]
    small.close()
    _say("reading files of up to a million rows")
    found += measure_readings(folder / "m.duckdb")
    _say("exports of a million rows")
    found += measure_exports(folder / "m.duckdb")
    return found + _served(folder, sizes)


def _opened(small: Database, size: str, folder: Path) -> list[Measurement]:
    """Questions and uploads at one size, in this process."""
    _say(f"making a database of size {size}")
    large = scale_database(size, folder)
    _say(f"questions and uploads at size {size}")
    questions, uploads = Questions(size, large), UploadBench(size, large)
    found = [*measure_growth(Questions("s", small), questions), *measure_against_frames(questions, leaf_keys(large))]
    found += measure_uploads(uploads, UPLOAD_ROWS)
    found.append(measure_one_town(UploadBench("s", small), uploads))
    large.close()
    return found


def _served(folder: Path, sizes: tuple[str, ...]) -> list[Measurement]:
    """Pages as running servers answer them."""
    for size in ("s", *sizes):
        let_in(folder / f"{size}.duckdb")
    _say("pages against a page of its frame alone")
    found = measure_pages(folder)
    for size in sizes:
        _say(f"pages at size {size}")
        found += measure_province(folder / "s.duckdb", folder / f"{size}.duckdb", f"{size} ÷ s")
    _say("a click to a new chart in a browser")
    found += measure_redraw(folder / "full" / "trial.duckdb", folder)
    _say("fifty people clicking")
    return found + measure_clicks(folder / "s.duckdb", folder)


def main() -> None:
    """Measures, prints, keeps."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--large", action="store_true", help="a province of 1,300 towns too; takes some minutes and 6 GB of memory")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), ("m", "l") if arguments.large else ("m",))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps([{**asdict(one), "verdict": one.verdict} for one in found], indent=2, ensure_ascii=False), "utf-8"
    )
    print(table(found))


if __name__ == "__main__":
    main()
