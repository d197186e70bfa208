"""The office's own DOCX as the frame of bulletins: looked through as a hostile file, tried out, kept by its hash, replaced or reset."""

import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from etl.audit import Action, record
from etl.database import Database
from etl.ledger.kept_files import keep_original, read_original
from etl.people.accounts import Account
from etl.reading.archive import look_through_document
from etl.reading.raw_table import FileRefused, Limits
from etl.reading.workbook_xml import Reader
from indicators.bulletin.docx_template import TemplateUnusable, open_template, placeholders
from indicators.language import _
from indicators.vocabulary import Role

LIMITS = Limits(file_bytes=5 * 2**20, unpacked_bytes=50 * 2**20, archive_members=500)
MAIN_PART = "word/document.xml"
# what can run or bring in another file
_RUNNING = ("vbaproject.bin", "vbadata.xml")
_FOLDERS_REFUSED = ("word/activex/", "word/embeddings/", "word/afchunk")


class TemplateRefused(Exception):
    """The template cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Template:
    """The template that a plan's bulletins are issued in."""

    sha256: str
    file_name: str
    data: bytes


class ExternalTargets(Reader):
    """A part's relations: those that make a word processor fetch something from elsewhere; a plain link fetches nothing."""

    def __init__(self) -> None:
        self.found = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        is_external = attributes.get("TargetMode", "").lower() == "external"
        if name == "Relationship" and is_external and not attributes.get("Type", "").endswith("/hyperlink"):
            self.found = True


def check_template(data: bytes) -> set[str]:
    """The placeholders of a template that can be used. Raises TemplateRefused."""
    if len(data) > LIMITS.file_bytes:
        raise TemplateRefused(
            _("The template is larger than {most} MB. Make its pictures smaller.", most=LIMITS.file_bytes // 2**20)
        )
    if not zipfile.is_zipfile(BytesIO(data)):
        raise TemplateRefused(_("This is not a DOCX file. Save the template as DOCX (Word document without macros)."))
    targets = ExternalTargets()
    try:
        names = {name.lower() for name in look_through_document(data, LIMITS, {".rels": targets})}
    except FileRefused as refusal:
        raise TemplateRefused(
            _("The template is damaged, protected, too large when unpacked, or holds macros. Save it as DOCX without them.")
        ) from refusal
    if MAIN_PART not in names:
        raise TemplateRefused(_("This is not a DOCX file. Save the template as DOCX (Word document without macros)."))
    if any(name.endswith(_RUNNING) or name.startswith(_FOLDERS_REFUSED) for name in names):
        raise TemplateRefused(_("The template holds macros, controls or embedded files. Remove them and save it again."))
    if targets.found:
        raise TemplateRefused(
            _("The template fetches a picture or a template from elsewhere. Embed what it needs and save it again.")
        )
    try:
        return placeholders(open_template(data))
    except TemplateUnusable as refusal:
        raise TemplateRefused(str(refusal)) from refusal


def set_template(database: Database, account: Account, plan_id: str, file_name: str, data: bytes, address: str = "") -> set[str]:
    """Issues a plan's bulletins in this template from now on; returns its placeholders. Raises TemplateRefused."""
    _require_office(account)
    found = check_template(data)
    sha256 = keep_original(database.files, data)
    _choose(database, account, plan_id, sha256, file_name, address)
    return found


def reset_template(database: Database, account: Account, plan_id: str, address: str = "") -> None:
    """Issues a plan's bulletins in the built-in form again. Raises TemplateRefused."""
    _require_office(account)
    _choose(database, account, plan_id, None, None, address)


def template_in_use(database: Database, plan_id: str) -> Template | None:
    """The template chosen last for a plan; None for the built-in form. Raises KeptFileMissing."""
    question = "select sha256, file_name from bulletin_templates where plan_id = $plan_id order by chosen_at desc limit 1"
    with database.reading() as cursor:
        row = cursor.execute(question, {"plan_id": plan_id}).fetchone()
    if row is None or row[0] is None:
        return None
    return Template(row[0], row[1], read_original(database.files, row[0]))


def _require_office(account: Account) -> None:
    if account.is_disabled or account.role != Role.OFFICE:
        raise TemplateRefused(_("The template is chosen by the 263 office only."))


def _choose(database: Database, account: Account, plan_id: str, sha256: str | None, file_name: str | None, address: str) -> None:
    with database.writing() as cursor:
        cursor.execute(
            "insert into bulletin_templates (plan_id, sha256, file_name, username, chosen_at) "
            "values ($plan_id, $sha256, $file_name, $username, $now)",
            {"plan_id": plan_id, "sha256": sha256, "file_name": file_name, "username": account.username, "now": datetime.now()},
        )
        record(cursor, account.username, Action.BULLETIN_TEMPLATE, plan_id, {"sha256": sha256, "file_name": file_name}, address)
