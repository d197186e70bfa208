"""Simulated evidence: one document that says of itself that it proves nothing, attached to everything simulated progress calls done."""

from datetime import timedelta

import duckdb
import pyarrow as pa

from etl.audit import Action, record
from etl.database import Database
from etl.ledger.kept_files import keep_evidence
from etl.life_cycle.evidence_type import MEDIA_TYPES
from etl.trial.deliveries import Delivery
from indicators.vocabulary import TaskState

FILE_NAME = "模拟佐证.pdf"
LINES = ("模拟佐证材料：试用环境自动生成，不证明任何事项。", "Simulated evidence of a trial database. It proves nothing.")


def simulated_document() -> bytes:
    """The document: one page of PDF, with a font that every reader has at hand for Chinese."""
    shown = "\n".join(f"1 0 0 1 72 {760 - 28 * place} Tm <{line.encode('utf-16-be').hex()}> Tj" for place, line in enumerate(LINES))
    drawing = f"BT /F1 14 Tf\n{shown}\nET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
        "/Descent -120 /CapHeight 880 /StemV 93 >>",
    )
    document, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(document))
        document += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    document += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n"
    return f"{document}{document.index('xref')}\n%%EOF\n".encode("ascii")


def attach_simulated(cursor: duckdb.DuckDBPyConnection, database: Database, delivery: Delivery, username: str) -> None:
    """Attaches it, in the name of `username` and shortly before the report, to each task or project that the delivery calls done."""
    thing = delivery.kind.removesuffix("s")
    done = [{"item_id": row[f"{thing}_id"], "period": row["period"]} for row in delivery.rows if row["state"] == TaskState.DONE]
    if not done:
        return
    data = simulated_document()
    entry = {
        "plan_id": delivery.plan_id,
        "kind": thing,
        "file_name": FILE_NAME,
        "sha256": keep_evidence(database.files, data),
        "media_type": MEDIA_TYPES["pdf"],
        "byte_count": len(data),
        "username": username,
        "attached_at": delivery.committed_at - timedelta(hours=1),
    }
    cursor.register("proven", pa.Table.from_pylist(done))
    cursor.execute(
        """
        insert into evidence by name
        select
            (select coalesce(max(evidence_id), 0) from evidence) + row_number() over (order by item_id) as evidence_id, proven.*,
            $plan_id as plan_id, $kind as kind, $file_name as file_name, $sha256 as sha256, $media_type as media_type,
            $byte_count as byte_count, $username as username, $attached_at as attached_at
        from proven
        """,
        entry,
    )
    detail = {**entry, "count": len(done), "simulated": True}
    record(cursor, username, Action.EVIDENCE_ATTACHED, delivery.file_name, detail)
