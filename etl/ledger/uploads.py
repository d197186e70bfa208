"""One upload as it was recorded, for whatever is done to it afterwards."""

from typing import Any

import duckdb

from indicators.language import _

# what reporters send and the office reviews
UPLOAD_KINDS = ("actuals", "tasks", "projects")


class UploadUnknown(Exception):
    """There is no upload of this number."""


def find_upload(cursor: duckdb.DuckDBPyConnection, upload_id: int) -> dict[str, Any]:
    """The recorded facts of one upload. Raises UploadUnknown."""
    result = cursor.execute("select * from uploads where upload_id = $upload_id", {"upload_id": upload_id})
    names = [column[0] for column in result.description or ()]
    rows = result.fetchall()
    if not rows:
        raise UploadUnknown(_("There is no upload {upload_id}.", upload_id=upload_id))
    return dict(zip(names, rows[0], strict=True))
