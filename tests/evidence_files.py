"""Evidence files made for tests: the smallest of each kind that is kept, and things that only look like one."""

import io
import struct
import zipfile
import zlib


def png(colour: int = 0) -> bytes:
    """A picture of one point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((0, colour)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def archive(**members: str) -> bytes:
    """A zip archive; `__` in a name stands for the slash."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as written:
        for name, text in members.items():
            written.writestr(name.replace("__", "/"), text)
    return output.getvalue()


PNG = png()
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20) + b"\xff\xd9"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DOCX = archive(**{"[Content_Types].xml": "<Types/>", "word__document.xml": "<document/>"})
XLSX = archive(**{"[Content_Types].xml": "<Types/>", "xl__workbook.xml": "<workbook/>"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOC = OLE + "WordDocument\0".encode("utf-16-le") + bytes(100)
XLS = OLE + "Workbook\0".encode("utf-16-le") + bytes(100)
KEPT = {
    "a.png": (PNG, "image/png"),
    "b.jpg": (JPEG, "image/jpeg"),
    "c.JPEG": (JPEG, "image/jpeg"),
    "phone.jpg": (JPEG + JPEG, "image/jpeg"),  # a telephone hangs a second picture behind the first
    "d.pdf": (PDF, "application/pdf"),
    "e.docx": (DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "f.xlsx": (XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "g.doc": (DOC, "application/msword"),
    "h.xls": (XLS, "application/vnd.ms-excel"),
}
NO_KIND = "The content is neither PDF, PNG, JPEG, Word nor Excel, or it is damaged. Save it again as one of these."
HOSTILE = {
    "empty.png": (b"", "The file is empty."),
    "page.png": (b"<html><script>alert(1)</script></html>", NO_KIND),
    "page.pdf": (b"<!doctype html>%PDF-1.4 %%EOF", NO_KIND),
    "page.html": (
        b"<html></html>",
        "Files ending in \u201c.html\u201d are not kept as evidence. Attach PDF, PNG, JPEG, Word or Excel.",
    ),
    "drawing.svg": (
        b"<svg onload='alert(1)'/>",
        "Files ending in \u201c.svg\u201d are not kept as evidence. Attach PDF, PNG, JPEG, Word or Excel.",
    ),
    "photo.png.exe": (
        PNG,
        "Files ending in \u201c.exe\u201d are not kept as evidence. Attach PDF, PNG, JPEG, Word or Excel.",
    ),
    "photo": (PNG, "The file name has no ending. Attach PDF, PNG, JPEG, Word or Excel."),
    "scan.pdf": (
        PNG,
        "The name ends in \u201c.pdf\u201d, but the content is PNG. Rename the file after its content.",
    ),
    "table.docx": (
        XLSX,
        "The name ends in \u201c.docx\u201d, but the content is XLSX. Rename the file after its content.",
    ),
    "archive.docx": (archive(a="b"), NO_KIND),
    "macros.docx": (archive(**{"word__document.xml": "", "word__vbaProject.bin": ""}), NO_KIND),
    "broken.xlsx": (XLSX[:40], NO_KIND),
    "locked.xls": (OLE + "EncryptedPackage".encode("utf-16-le"), NO_KIND),
    "macros.doc": (DOC + "_VBA_PROJECT".encode("utf-16-le"), NO_KIND),
    "other.doc": (OLE + bytes(200), NO_KIND),
    "picture_and_archive.png": (PNG + archive(a="b"), NO_KIND),
    "picture_and_page.png": (PNG + b"<script>alert(1)</script>", NO_KIND),
    "picture_and_archive.jpg": (JPEG + archive(a="b"), NO_KIND),
    "document_and_archive.pdf": (PDF + archive(a="b"), NO_KIND),
    "half.png": (PNG[:-6], NO_KIND),
    "half.jpg": (JPEG[:-2], NO_KIND),
    "half.pdf": (PDF[:-7], NO_KIND),
}
