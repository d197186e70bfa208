"""Writes small OpenDocument spreadsheets, byte for byte the same each time."""

import io
import zipfile
from xml.sax.saxutils import escape

CONTENT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{inside}</manifest:manifest>'


def ods_cell(value: object) -> str:
    """A cell with a text, a number, or ready-made XML in brackets <…>."""
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if str(value).startswith("<"):
        return str(value)
    if not value:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def ods_row(*values: object, attributes: str = "") -> str:
    """A row of cells."""
    return f"<table:table-row{attributes}>{''.join(map(ods_cell, values))}</table:table-row>"


def ods_table(name: str, *rows: str, columns: str = "") -> str:
    """A sheet of rows."""
    return f'<table:table table:name="{name}">{columns}{"".join(rows)}</table:table>'


def ods(*tables: str, manifest: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """The file."""
    output = io.BytesIO()
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": CONTENT.format(tables="".join(tables)).encode(),
        "META-INF/manifest.xml": MANIFEST.format(inside=manifest).encode(),
        **(more or {}),
    }
    with zipfile.ZipFile(output, "w") as archive:
        for name, data in members.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return output.getvalue()
