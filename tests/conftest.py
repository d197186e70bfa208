"""What every test may ask for: the trial database, made once and copied."""

import atexit
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.settings import plans_folder
from etl.trial.build import make_trial


@pytest.fixture(scope="session")
def trial_database(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Copies the trial database, with its kept files, into a folder and returns where it lies there."""
    original = tmp_path_factory.mktemp("trial") / "trial.duckdb"
    make_trial(original, plans_folder())

    def copy(folder: Path) -> Path:
        shutil.copytree(original.parent, folder, dirs_exist_ok=True)
        return folder / original.name

    return copy


def _silence() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


# When the interpreter ends, DuckDB's binding counts its own types as leaked; that would stand after pytest's summary.
atexit.register(_silence)
