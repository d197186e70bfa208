"""Evidence files: shown in the browser when they are a picture or a PDF, and then without any right; everything else is saved."""

from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from etl.ledger.kept_files import KeptFileMissing
from etl.life_cycle.evidence import EvidenceFile, open_evidence
from etl.life_cycle.evidence_type import SHOWN_INLINE
from etl.reporting import UploadNotAllowed
from indicators.language import _, use_language
from pages.server.gate import SESSION
from pages.server.sessions import Session
from pages.server.state import database, find_account

# no script, no form, no request, no origin of its own
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"


async def send_evidence(request: Request) -> Response:
    """One evidence file, for those who may see what it proves; for everybody else there is none."""
    session: Session = request.scope[SESSION]
    return await to_thread.run_sync(_answer, session, request.path_params["number"])


def _answer(session: Session, number: int) -> Response:
    account = find_account(session.username)
    if account is None:
        return PlainTextResponse(_("Please sign in first."), 401)
    use_language(account.language)
    try:
        file = open_evidence(database(), account, number, session.address)
    except (UploadNotAllowed, KeptFileMissing) as refusal:
        return PlainTextResponse(str(refusal), 404)
    return Response(file.data, media_type=file.media_type, headers=_headers(file))


def _headers(file: EvidenceFile) -> dict[str, str]:
    manner = "inline" if file.media_type in SHOWN_INLINE else "attachment"
    return {
        "content-disposition": f"{manner}; filename*=utf-8''{quote(file.file_name, safe='')}",
        "content-security-policy": SANDBOX,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
