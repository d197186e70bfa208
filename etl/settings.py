"""Every setting of the application: name, default, help. Nothing else reads the environment."""

import os
from pathlib import Path
from typing import NamedTuple


class Setting(NamedTuple):
    """One setting: environment variable, default and what it does."""

    variable: str
    default: str
    help: str


ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {
    "database": Setting(
        "DASHBOARD_DB", str(ROOT / "data" / "trial" / "trial.duckdb"), "the database file; kept files lie beside it"
    ),
    "plans": Setting("DASHBOARD_PLANS", str(ROOT / "data" / "plans"), "folder of the plan packs"),
    "threads": Setting("DASHBOARD_THREADS", str(os.cpu_count() or 2), "database threads"),
    "memory": Setting("DASHBOARD_MEMORY", "2GB", "most memory the database may take"),
    "idle_minutes": Setting("DASHBOARD_IDLE_MINUTES", "60", "a session ends after so many idle minutes"),
    "session_hours": Setting("DASHBOARD_SESSION_HOURS", "12", "a session ends after so many hours in any case"),
    "secure_cookie": Setting("DASHBOARD_SECURE_COOKIE", "0", "1 behind a TLS proxy: the session cookie travels over TLS only"),
    "webhook": Setting("DASHBOARD_WEBHOOK", "", "http(s) address that every notice is posted to as JSON; empty: none is"),
    "smtp": Setting(
        "DASHBOARD_SMTP",
        "",
        "smtp://user:password@host:port/?from=ADDRESS&starttls=1 (or smtps://…), the mail server for notices; empty: no mail",
    ),
}


def setting(name: str) -> str:
    """The value of a setting: the environment's, else its default."""
    known = SETTINGS[name]
    return os.environ.get(known.variable, known.default)


def database_path() -> Path:
    """The database file in use."""
    return Path(setting("database"))


def plans_folder() -> Path:
    """The folder that holds one folder per plan pack."""
    return Path(setting("plans"))
