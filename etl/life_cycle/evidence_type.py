"""What an evidence file really is, by its content: documents and pictures offices work with, nothing that runs or unpacks."""

import io
import unicodedata
import zipfile
from pathlib import PurePath

from indicators.language import _

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
}
SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})
LONGEST_NAME = 120

_PNG, _JPEG, _OLE, _ZIP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_ZIP_END_REACH = 22 + 65535  # how far from its end an archive's directory may be announced
_OFFICE_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_OLE_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
_MOST_MEMBERS = 5000


class EvidenceRefused(Exception):
    """The evidence cannot be attached, opened or removed; the message says why and what to do."""


def clean_name(file_name: str) -> str:
    """The name of a file without folders and without characters that hide or turn what follows; its end is kept when it is long."""
    name = PurePath(file_name.replace("\\", "/")).name
    name = "".join(letter for letter in unicodedata.normalize("NFC", name) if unicodedata.category(letter)[0] != "C").strip()
    return name[-LONGEST_NAME:]


def media_type_of(data: bytes, file_name: str) -> str:
    """The media type of the content. Raises EvidenceRefused for a kind that is not kept, and where the name says another kind."""
    ending = PurePath(clean_name(file_name)).suffix.lower().lstrip(".")
    if ending not in MEDIA_TYPES:
        raise EvidenceRefused(
            _("Files ending in “.{ending}” are not kept as evidence. Attach PDF, PNG, JPEG, Word or Excel.", ending=ending)
            if ending
            else _("The file name has no ending. Attach PDF, PNG, JPEG, Word or Excel.")
        )
    if not data:
        raise EvidenceRefused(_("The file is empty."))
    content = _content(data)
    if content is None:
        raise EvidenceRefused(
            _("The content is neither PDF, PNG, JPEG, Word nor Excel, or it is damaged. Save it again as one of these.")
        )
    if MEDIA_TYPES[content] != MEDIA_TYPES[ending]:
        raise EvidenceRefused(
            _(
                "The name ends in “.{ending}”, but the content is {content}. Rename the file after its content.",
                ending=ending,
                content=content.upper(),
            )
        )
    return MEDIA_TYPES[content]


def _content(data: bytes) -> str | None:
    """The ending that fits the content; None for everything that is not kept, also for two things in one file."""
    if data.startswith(_ZIP):
        return _office_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if _ZIP_END in data[-_ZIP_END_REACH:]:  # an archive behind a picture or document
        return None
    if data.startswith(_PNG):
        return "png" if _is_whole_png(data) else None
    if data.startswith(_JPEG):
        return "jpg" if b"\xff\xd9" in data else None
    return "pdf" if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:] else None


def _office_kind(data: bytes) -> str | None:
    """docx or xlsx; other archives and documents with macros are not kept. Nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if len(members) > _MOST_MEMBERS or any(PurePath(member).name.lower() == "vbaproject.bin" for member in members):
        return None
    return next((kind for part, kind in _OFFICE_PARTS.items() if part in members), None)


def _ole_kind(data: bytes) -> str | None:
    """doc or xls, by the name of the stream that every one of them has; not a document behind a password, nor one with macros."""
    if any(name.encode("utf-16-le") in data for name in ("EncryptedPackage", "_VBA_PROJECT")):
        return None
    return next((kind for name, kind in _OLE_STREAMS.items() if f"{name}\0".encode("utf-16-le") in data), None)


def _is_whole_png(data: bytes) -> bool:
    """Whether the chunks lead from the header to the end of the picture, and the file ends there."""
    place, is_first = len(_PNG), True
    while place + 12 <= len(data):
        length, name = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if is_first and name != b"IHDR":
            return False
        place, is_first = place + 12 + length, False
        if name == b"IEND":
            return place == len(data)
    return False
