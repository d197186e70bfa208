"""Issuing: by the office only, kept by hash, never changed; corrections, downloads, templates."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.shared import Mm

from etl.bulletin_templates import TemplateRefused, check_template, reset_template, set_template, template_in_use
from etl.bulletins import BulletinRefused, OfficeWords, issue_bulletin, list_bulletins, read_bulletin, read_bulletin_file
from etl.database import Database, open_database
from etl.ledger.kept_files import KeptFileMissing
from etl.safekeeping.backup import back_up, restore
from etl.safekeeping.verify import verify
from indicators.bulletin.build import build
from indicators.bulletin.content import Bulletin, to_json
from indicators.bulletin.docx_file import starting_template, write_docx
from indicators.engine import DuckEngine
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.reported_city import MARCH, report, reported_database
from tests.tiny_city import PLAN, officer, reporter

OFFICE, LEADER, ADMIN = officer(Role.OFFICE), officer(Role.LEADER), officer(Role.ADMIN)
CHECK = "every issued bulletin is as it was issued"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    use_language("en")
    database = reported_database(tmp_path)
    yield database
    database.close()


def draft(database: Database, period: date = MARCH) -> Bulletin:
    return build(DuckEngine(database.reading), PLAN, period, "en", date.today(), "approved")


def issue(database: Database, **words: str) -> int:
    return issue_bulletin(database, OFFICE, draft(database), OfficeWords(**words), "10.0.0.7")


def stored_rows(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as cursor:
        return cursor.execute(
            "select number, period, issued_by, corrects, reason, simulated from bulletins order by number"
        ).fetchall()


def office_template(*paragraphs: str, header: str = "小城市人民政府办公室") -> bytes:
    document = Document()
    document.sections[0].left_margin = Mm(20)
    document.sections[0].header.paragraphs[0].text = header
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one more member, or with this one replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        target.writestr(name, content)
    return out.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(name)


def body(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def test_an_issue_is_kept_with_its_files_and_its_line_in_the_audit_trail(database: Database) -> None:
    shown = draft(database)
    assert issue(database, signature=" Office of Tiny City ", requirements="Hurry up") == 1
    assert stored_rows(database) == [(1, MARCH, "office", None, None, False)]
    (row,) = list_bulletins(database, LEADER, PLAN)
    assert (row["title"], row["corrected_by"]) == ("Bulletin on the Tiny City Action Plan, March 2020", None)
    docx = read_bulletin_file(database, LEADER, PLAN, 1, "docx")
    assert body(docx)[0] == "No. 1"
    assert "Office of Tiny City" in body(docx)
    book = openpyxl.load_workbook(io.BytesIO(read_bulletin_file(database, ADMIN, PLAN, 1, "xlsx")))
    assert book.worksheets[1]["A1"].value == "Bulletin on the Tiny City Action Plan, March 2020"
    kept = read_bulletin(database, LEADER, PLAN, 1)
    assert kept.sections == shown.sections
    with database.reading() as cursor:
        entries = cursor.execute("select username, subject, address from audit where action = 'bulletin_issued'").fetchall()
    assert entries == [("office", "tiny-city 1", "10.0.0.7")]
    assert verify(database)[CHECK] == []


def test_a_backup_counts_the_issues_and_brings_them_back_to_the_byte(database: Database, tmp_path: Path) -> None:
    issue(database)
    assert back_up(database, tmp_path / "backup")["counts"]["bulletins"] == 1
    restore(tmp_path / "backup", tmp_path / "new" / "restored.duckdb")
    restored = open_database(tmp_path / "new" / "restored.duckdb")
    for kind in ("docx", "xlsx"):
        assert read_bulletin_file(restored, LEADER, PLAN, 1, kind) == read_bulletin_file(database, LEADER, PLAN, 1, kind)
    restored.close()


def test_a_correction_is_a_new_issue_and_the_first_stays_as_it_was(database: Database) -> None:
    issue(database)
    before, content = read_bulletin_file(database, OFFICE, PLAN, 1, "docx"), to_json(read_bulletin(database, OFFICE, PLAN, 1))
    report(database, "indicator_id,region_id,period,value\nsewers,north,2020-03,3\n")
    with pytest.raises(BulletinRefused, match=r"issued as No\. 1 already"):
        issue(database, reason="  ")
    assert issue(database, reason="North had counted twice") == 2
    assert stored_rows(database)[1] == (2, MARCH, "office", 1, "North had counted twice", False)
    assert [(row["number"], row["corrected_by"]) for row in list_bulletins(database, OFFICE, PLAN)] == [(2, None), (1, 2)]
    assert "This bulletin corrects No. 1: North had counted twice" in body(read_bulletin_file(database, OFFICE, PLAN, 2, "docx"))
    assert read_bulletin_file(database, OFFICE, PLAN, 1, "docx") == before
    assert to_json(read_bulletin(database, OFFICE, PLAN, 1)) == content


def test_figures_that_changed_since_the_draft_was_shown_are_not_issued_unseen(database: Database) -> None:
    shown = draft(database)
    report(database, "indicator_id,region_id,period,value\nsewers,north,2020-03,3\n")
    with pytest.raises(BulletinRefused, match="Figures have changed since the draft was shown"):
        issue_bulletin(database, OFFICE, shown, OfficeWords())
    assert stored_rows(database) == []


@pytest.mark.parametrize("account", [LEADER, ADMIN, reporter()], ids=lambda account: account.role)
def test_only_the_office_issues_and_chooses_the_template(database: Database, account: object) -> None:
    with pytest.raises(BulletinRefused, match="issued by the 263 office only"):
        issue_bulletin(database, account, draft(database), OfficeWords())  # type: ignore[arg-type]
    with pytest.raises(TemplateRefused, match="chosen by the 263 office only"):
        set_template(database, account, PLAN, "a.docx", office_template())  # type: ignore[arg-type]
    with pytest.raises(TemplateRefused, match="chosen by the 263 office only"):
        reset_template(database, account, PLAN)  # type: ignore[arg-type]
    assert stored_rows(database) == []


def test_reporters_read_none(database: Database) -> None:
    issue(database)
    with pytest.raises(BulletinRefused, match="read here by leaders"):
        list_bulletins(database, reporter(), PLAN)
    with pytest.raises(BulletinRefused, match="read here by leaders"):
        read_bulletin(database, reporter(), PLAN, 1)
    with pytest.raises(BulletinRefused, match="read here by leaders"):
        read_bulletin_file(database, reporter(), PLAN, 1, "docx")


def test_a_number_that_was_never_issued(database: Database) -> None:
    with pytest.raises(BulletinRefused, match=r"no bulletin No\. 7"):
        read_bulletin(database, OFFICE, PLAN, 7)


def test_words_without_end_are_refused(database: Database) -> None:
    with pytest.raises(BulletinRefused, match="longer than 5000 characters"):
        issue(database, requirements="x" * 5001)


def test_what_was_changed_after_issue_is_found(database: Database) -> None:
    issue(database)
    (row,) = list_bulletins(database, OFFICE, PLAN)
    file = database.files / "originals" / row["docx_sha256"]
    file.chmod(0o644)
    file.write_bytes(b"forged")
    with pytest.raises(KeptFileMissing):
        read_bulletin_file(database, OFFICE, PLAN, 1, "docx")
    with database.writing() as cursor:
        cursor.execute("update bulletins set content = replace(content, '50.0', '99.9')")
    wrong = verify(database)[CHECK]
    assert wrong[0] == "The content of bulletin tiny-city 1 is not what the audit trail says was issued."
    assert wrong[1].startswith("Bulletin tiny-city 1: ")
    with database.writing() as cursor:
        cursor.execute("delete from bulletins")
    assert verify(database)[CHECK] == ["Bulletin tiny-city 1 was issued, as the audit trail says, and is not there."]


def test_a_template_frames_the_bulletin(database: Database) -> None:
    template = office_template("{{title}}", "({{number}}, {{issued_on}})", "Before", "{{content}}", "After", "{{signature}}")
    found = set_template(database, OFFICE, PLAN, "ours.docx", template)
    assert found == {"content", "title", "number", "issued_on", "signature"}
    issue(database, signature="The Office")
    data = read_bulletin_file(database, OFFICE, PLAN, 1, "docx")
    said = body(data)
    assert said[0] == "Bulletin on the Tiny City Action Plan, March 2020"
    assert said[1].startswith("(No. 1, ")
    assert said[2:4] == ["Before", "To all towns, parks and departments:"]
    assert said[-2:] == ["After", "The Office"]
    assert said.count("Bulletin on the Tiny City Action Plan, March 2020") == 1
    assert "{{" not in "".join(said)
    page = Document(io.BytesIO(data)).sections[0]
    assert (page.header.paragraphs[0].text, round(page.left_margin.mm)) == ("小城市人民政府办公室", 20)
    with database.reading() as cursor:
        (kept,) = cursor.execute("select template_sha256 from bulletins").fetchone() or (None,)
    current = template_in_use(database, PLAN)
    assert current is not None
    assert (current.sha256, current.file_name, current.data) == (kept, "ours.docx", template)
    reset_template(database, OFFICE, PLAN)
    assert template_in_use(database, PLAN) is None


def test_the_built_in_form_is_a_template_to_begin_with(database: Database) -> None:
    template = starting_template()
    assert set_template(database, OFFICE, PLAN, "ours.docx", template) == {"number", "title", "content"}
    assert body(write_docx(draft(database), template)) == body(write_docx(draft(database)))


def test_without_a_placeholder_the_content_comes_at_the_end(database: Database) -> None:
    said = body(write_docx(draft(database), office_template("Letterhead")))
    assert said[:3] == ["Letterhead", "Draft", "Bulletin on the Tiny City Action Plan, March 2020"]


def test_a_placeholder_may_be_torn_over_runs_and_stand_in_a_header(database: Database) -> None:
    document = Document(io.BytesIO(office_template(header="{{period}} · {{period}}")))
    paragraph = document.add_paragraph()
    for run in ("<{{ti", "tle", "}}>"):
        paragraph.add_run(run)
    out = io.BytesIO()
    document.save(out)
    filled = Document(io.BytesIO(write_docx(draft(database), out.getvalue())))
    assert filled.paragraphs[0].text == "<Bulletin on the Tiny City Action Plan, March 2020>"
    assert filled.sections[0].header.paragraphs[0].text == "March 2020 · March 2020"


def test_simulated_data_is_marked_in_a_template_too(tmp_path: Path) -> None:
    use_language("en")
    database = reported_database(tmp_path, kind="trial")
    template = Document(io.BytesIO(office_template("{{title}}", "{{content}}")))
    template.sections[0].different_first_page_header_footer = True
    out = io.BytesIO()
    template.save(out)
    page = Document(io.BytesIO(write_docx(draft(database), out.getvalue()))).sections[0]
    database.close()
    assert [header.paragraphs[0].text for header in (page.header, page.first_page_header)] == ["Simulated data", "Simulated data"]
    assert page.header.paragraphs[1].text == "小城市人民政府办公室"


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>'
RELATIONS = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="http://far.example/x" TargetMode="External"/>
</Relationships>"""


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"not a file of ours", "This is not a DOCX file"),
        (with_member(office_template(), "word/document.xml", BOMB), "damaged, protected, too large"),
        (
            with_member(office_template(), "word/vbaProject.bin", b"x"),
            "damaged, protected, too large when unpacked, or holds macros",
        ),
        (with_member(office_template(), "word/embeddings/x.bin", b"x"), "macros, controls or embedded files"),
        (with_member(office_template(), "word/_rels/settings.xml.rels", RELATIONS % b"attachedTemplate"), "from elsewhere"),
        (with_member(office_template(), "word/zeros.bin", bytes(60 * 2**20)), "damaged, protected, too large"),
        (with_member(office_template(), "[Content_Types].xml", b"<Types/>"), "cannot be opened as a Word document"),
        (bytes(5 * 2**20 + 1), "larger than 5 MB"),
    ],
    ids=["no zip", "entities", "macros", "embedded", "remote template", "unpacked", "no word document", "large"],
)
def test_a_hostile_template_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    use_language("en")
    with pytest.raises(TemplateRefused, match=sentence):
        check_template(data)


def test_a_workbook_is_no_template() -> None:
    use_language("en")
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(TemplateRefused, match="This is not a DOCX file"):
        check_template(out.getvalue())


def test_a_plain_link_is_no_danger() -> None:
    data = with_member(office_template("{{content}}"), "word/_rels/settings.xml.rels", RELATIONS % b"hyperlink")
    assert check_template(data) == {"content"}
