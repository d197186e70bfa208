"""Looks through a zipped workbook or document before any library opens it: real sizes, no entities, no macros, bounded sheets."""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from etl.reading.raw_table import FileRefused, Limits
from etl.reading.spreadsheet_xml import Manifest, SpreadsheetReader
from etl.reading.workbook_xml import Places, Reader, Relations, SheetFacts, SheetReader, Styles, XmlRefused, parse
from indicators.language import _

_CHUNK = 1 << 18
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# the parts that say where the others are come first
_MANIFEST = "META-INF/manifest.xml"
_FIRST = ("xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")


def damaged() -> FileRefused:
    """The refusal of a workbook that cannot be unpacked."""
    return FileRefused(_("The workbook is damaged or incomplete. Open it in a spreadsheet program and save it again."))


def protected() -> FileRefused:
    """The refusal of a workbook that only a password opens."""
    return FileRefused(_("The workbook is protected by a password. Save it without one."))


def too_large(limits: Limits) -> FileRefused:
    """The refusal of a workbook that would not fit into memory."""
    return FileRefused(
        _(
            "The workbook is too large: unpacked, at most {megabytes} MB and {cells} cells are read. "
            "Delete what lies outside the table, or send CSV.",
            megabytes=limits.unpacked_bytes // 2**20,
            cells=limits.cells,
        )
    )


def look_through(data: bytes, limits: Limits, has_macros: bool = False) -> dict[str, SheetFacts]:
    """What every sheet of the archive says, by sheet name. Raises FileRefused for anything hostile or damaged.

    Macros are counted and otherwise left alone where the file says that it `has_macros`; elsewhere they are refused.
    """
    members = _members(data, limits, has_macros)
    by_name = {member.filename: member for member in members}
    styles, places, relations = Styles(), Places(), Relations()
    readers = dict(zip(_FIRST, (styles, places, relations), strict=True))
    facts: dict[str, SheetFacts] = {}
    unpacker = _Unpacker(data, limits)
    try:
        for name in sorted(by_name, key=lambda name: name not in (_MANIFEST, *_FIRST)):
            chunks = unpacker.chunks(by_name[name])
            first = next(chunks, b"")
            if not _is_xml(first):
                for _chunk in chunks:  # unpacked only to be counted
                    pass
            elif name == "content.xml":
                facts |= parse(first, chunks, SpreadsheetReader(limits.cells)).facts
            elif name == _MANIFEST:
                if parse(first, chunks, Manifest()).is_encrypted:
                    raise protected()
            elif name in readers:
                parse(first, chunks, readers[name])
            else:
                facts[name] = parse(first, chunks, SheetReader(limits.cells, styles)).facts
    except XmlRefused as problem:
        raise (too_large(limits) if problem.is_size else damaged()) from problem
    if "content.xml" in by_name:
        return facts
    targets = {key: posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for key, target in relations.targets.items()}
    return {name: facts[targets[key]] for name, key in places.sheets.items() if targets.get(key) in facts}


def look_through_document(data: bytes, limits: Limits, readers: Mapping[str, Reader]) -> list[str]:
    """The names of an archive's members, each unpacked and every XML one parsed; `readers` are told of those with their endings.

    Raises FileRefused for anything hostile or damaged.
    """
    members = _members(data, limits, has_macros=False)
    unpacker = _Unpacker(data, limits)
    for member in members:
        chunks = unpacker.chunks(member)
        first = next(chunks, b"")
        if not _is_xml(first):
            for _chunk in chunks:  # unpacked only to be counted
                pass
            continue
        reader = next((reader for ending, reader in readers.items() if member.filename.lower().endswith(ending)), Reader())
        try:
            parse(first, chunks, reader)
        except XmlRefused as problem:
            raise damaged() from problem
    return [member.filename for member in members]


def _members(data: bytes, limits: Limits, has_macros: bool) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, struct.error) as problem:
        raise damaged() from problem
    names = {member.filename for member in members}
    if len(members) > limits.archive_members or len(names) < len(members):
        raise damaged()
    forbidden = ("workbook.bin",) if has_macros else ("vbaproject.bin", "workbook.bin")
    if any(name.lower().endswith(forbidden) for name in names):
        raise FileRefused(_("The workbook contains macros or is of a binary kind. Save it as XLSX without macros."))
    return members


def _is_xml(first: bytes) -> bool:
    return first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") or first.startswith((b"\xff\xfe", b"\xfe\xff"))


class _Unpacker:
    """Unpacks members and counts what really comes out: the sizes that an archive declares are not believed."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data, self.limits, self.left = data, limits, limits.unpacked_bytes

    def chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of one member, piece by piece."""
        packed = self._packed(member)
        length = 0
        for chunk in _inflate(packed) if member.compress_type == zipfile.ZIP_DEFLATED else iter([packed]):
            length += len(chunk)
            self.left -= len(chunk)
            if self.left < 0:
                raise too_large(self.limits)
            yield chunk
        if length != member.file_size:
            raise damaged()

    def _packed(self, member: zipfile.ZipInfo) -> bytes:
        try:
            signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(self.data, member.header_offset)
        except struct.error as problem:
            raise damaged() from problem
        if member.flag_bits & 1:
            raise protected()
        if signature != b"PK\x03\x04" or member.compress_type not in _PACKINGS:
            raise damaged()
        start = member.header_offset + 30 + name_length + extra_length
        return self.data[start : start + member.compress_size]


def _inflate(packed: bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj(-15)
    try:
        while not stream.eof:
            chunk = stream.decompress(packed, _CHUNK)
            packed = stream.unconsumed_tail
            if not chunk and not packed:
                break
            yield chunk
    except zlib.error as problem:
        raise damaged() from problem
