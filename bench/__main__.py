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
from bench.uploads import UploadBench, measure_one_town, measure_uploads
from etl.database import Database

RESULTS = Path(__file__).parent / "out" / "results.json"
UPLOAD_ROWS = 100_000


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


def _questions(small: Database, size: str, large: Database) -> list[Measurement]:
    questions = Questions(size, large)
    return [*measure_growth(Questions("s", small), questions), *measure_against_frames(questions, leaf_keys(large))]


def measure(folder: Path, is_large: bool) -> list[Measurement]:
    """Everything that is measured, databases and files in `folder`."""
    _say("making databases of 0.11 M and 5 M figures")
    small, middle = scale_database("s", folder), scale_database("m", folder)
    _say("questions")
    found = _questions(small, "m", middle)
    _say("uploads")
    found += measure_uploads(UploadBench("m", middle), UPLOAD_ROWS)
    found.append(measure_one_town(UploadBench("s", small), UploadBench("m", middle)))
    middle.close()
    _say("reading files of up to a million rows")
    found += measure_readings(folder / "m.duckdb")
    _say("exports of a million rows")
    found += measure_exports(folder / "m.duckdb")
    if is_large:
        _say("making a database of 46 M figures")
        large = scale_database("l", folder)
        _say("questions and uploads at that size")
        found += _questions(small, "l", large)
        found += measure_uploads(UploadBench("l", large), UPLOAD_ROWS)
        found.append(measure_one_town(UploadBench("s", small), UploadBench("l", large)))
        large.close()
    small.close()
    return found


def main() -> None:
    """Measures, prints, keeps."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--large", action="store_true", help="a province of 1,300 towns too; takes some minutes and 6 GB of memory")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), arguments.large)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps([{**asdict(one), "verdict": one.verdict} for one in found], indent=2, ensure_ascii=False), "utf-8"
    )
    print(table(found))


if __name__ == "__main__":
    main()
