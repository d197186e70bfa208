"""The tiny city with one month reported, for tests of what is read, taken away, backed up and verified."""

from datetime import date
from pathlib import Path

from etl.database import Database
from etl.life_cycle.review import approve
from etl.life_cycle.upload import check_any, commit_upload
from indicators.vocabulary import Role
from tests.tiny_city import PLAN, officer, reporter, tiny_database

MARCH = date(2020, 3, 1)
FIGURES = """indicator_id,region_id,period,value,numerator,denominator,note
sewers,north,2020-03,3.5,,,
sewers,south,2020-03,1,,,
solar,north,2020-03,10,,,
treated,north,2020-03,,40,50,
coal,tiny,2020-03,40.25,,,
"""


def report(database: Database, text: str) -> int:
    """Submits figures as the city's reporter and has the office approve them; returns the upload's number."""
    upload_id = submit(database, text)
    approve(database, officer(Role.OFFICE), upload_id)
    return upload_id


def submit(database: Database, text: str) -> int:
    """Submits figures as the city's reporter; returns the upload's number."""
    account = reporter()
    checked = check_any(database, account, PLAN, None, "figures.csv", text.encode(), today=date(2020, 12, 1), is_correction=True)
    upload_id = commit_upload(database, account, checked, justification="as measured")
    assert upload_id is not None
    return upload_id


def reported_database(folder: Path, kind: str = "real") -> Database:
    """The tiny city with its figures of March; close it when done."""
    database = tiny_database(folder, kind=kind)
    report(database, FIGURES)
    return database
