"""The commands people start everything with."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.__main__ import COMMANDS
from etl.database import open_database
from etl.settings import ROOT
from tests.serving import Browser, free_port

TARGETS = ("run", "test", "bench", "lint", "messages", "clean")
# What make would install stands already: the environment these tests run in.
BIN = Path(sys.executable).parent
MAKE = ["make", "--old-file=.venv/installed", f"BIN={BIN}"]
SECONDS_TO_START, SECONDS_TO_STOP = 60, 10


def etl(*words: str) -> "subprocess.CompletedProcess[str]":
    """`python -m etl WORDS` as from a shell."""
    return subprocess.run([sys.executable, "-m", "etl", *words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def wait_for_health(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Returns when the server answers, which it must do without its start having failed."""
    for _ in range(SECONDS_TO_START * 4):
        assert process.poll() is None, "make ended"
        try:
            assert Browser(port).get("/health").text == "ok"
            return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the server did not answer")


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows(target: str) -> None:
    answer = subprocess.run([*MAKE, "--dry-run", target], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout


def test_help_names_every_command() -> None:
    answer = etl("--help")
    assert answer.returncode == 0
    assert [name for name in COMMANDS if not re.search(rf"^ +{name}\s+\S", answer.stdout, re.MULTILINE)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    answer = etl(command, "--help")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(f"usage: python -m etl {command} ")
    assert "--db PATH" in answer.stdout


def test_an_unknown_command_is_refused() -> None:
    answer = etl("grow")
    assert answer.returncode == 2
    assert "invalid choice: 'grow'" in answer.stderr


def terminate(process: "subprocess.Popen[bytes]") -> None:
    """Ends make, as a service manager does."""
    process.terminate()


def press_ctrl_c(process: "subprocess.Popen[bytes]") -> None:
    """Interrupts make and all it started, as a terminal does."""
    os.killpg(process.pid, signal.SIGINT)


@pytest.mark.parametrize("stop", [terminate, press_ctrl_c])
def test_make_run_serves_and_stops_cleanly(
    trial_database: Callable[[Path], Path], tmp_path: Path, stop: Callable[["subprocess.Popen[bytes]"], None]
) -> None:
    path, port = trial_database(tmp_path), free_port()
    command = [*MAKE, "run", f"PORT={port}", f"DB={path}"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        wait_for_health(port, process)
        assert Browser(port).sign_in("leader").status == 303  # writes to the database: the audit trail
        stop(process)
        process.wait(SECONDS_TO_STOP)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert f"http://127.0.0.1:{port}" in (tmp_path / "log").read_text("utf-8")
    assert not path.with_name(f"{path.name}.wal").exists()
    database = open_database(path)
    with database.reading() as cursor:
        assert cursor.execute("select count(*) from audit where action = 'sign_in' and username = 'leader'").fetchall() == [(1,)]
    database.close()
