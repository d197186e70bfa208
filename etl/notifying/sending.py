"""Sends what lies in the outbox: JSON to a webhook, mail through an SMTP server. Off unless their settings name one."""

import json
import logging
import smtplib
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from etl.database import Database
from etl.notifying.notice_words import TITLES, notice_sentence
from etl.notifying.outbox import Message, due_messages, note_failed, note_sent
from etl.settings import SETTINGS, setting
from indicators.language import _, pick, speaking

SECONDS = 10.0  # patience with a receiver that does not answer
LOOK_SECONDS = 5.0  # between two looks into the outbox
LOG = logging.getLogger(__name__)


class SettingRefused(Exception):
    """A setting says where to send notices in a way that cannot be followed; the message says what is wrong."""


@dataclass(frozen=True)
class MailServer:
    """An SMTP server and how to speak to it."""

    host: str
    port: int
    sender: str
    username: str | None
    password: str | None
    has_tls: bool
    starts_tls: bool


def mail_server(address: str) -> MailServer:
    """The server that smtp://user:password@host:port/?from=…&starttls=1 (or smtps://…) names. Raises SettingRefused."""
    parts = urlsplit(address)
    options = parse_qs(parts.query)
    sender = options.get("from", [""])[0]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or "@" not in sender:
        raise SettingRefused(
            f"{SETTINGS['smtp'].variable}: write it like smtp://user:password@host:25/?from=263@example.org&starttls=1"
        )
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if parts.scheme == "smtps" else 25),
        sender=sender,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        has_tls=parts.scheme == "smtps",
        starts_tls=options.get("starttls", ["0"])[0] == "1",
    )


def webhook_address(address: str) -> str:
    """The address itself. Raises SettingRefused when it is not http or https."""
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise SettingRefused(f"{SETTINGS['webhook'].variable}: write a whole address that begins with http:// or https://")
    return address


# ------------------------------------------------------------ one message


def _sentence(content: dict[str, Any]) -> str:
    return notice_sentence(content["code"], content["subject"], content["details"])


def _title(content: dict[str, Any]) -> str:
    return _(TITLES[content["code"]])


def payload(message: Message, is_trial: bool) -> dict[str, Any]:
    """What a webhook receives: the notice, its sentence in its reader's language, and whether it is about simulated data."""
    return {"message_id": message.message_id, **message.content, "text": _text(message, is_trial), "is_trial": is_trial}


def _text(message: Message, is_trial: bool, words: Callable[[dict[str, Any]], str] = _sentence) -> str:
    """What a message says in its reader's language: the plan, and `words` about the notice."""
    with speaking(message.language):
        plan = pick({"plan_zh": message.plan_zh, "plan_en": message.plan_en}, "plan")
        said = _("{plan}: {sentence}", plan=plan, sentence=words(message.content)) if plan else words(message.content)
        return _("[simulated data] ") + said if is_trial else said


def post(address: str, content: dict[str, Any]) -> None:
    """Posts JSON, straight and without following a redirect; raises OSError unless the answer is a success."""
    request = urllib.request.Request(
        address,
        json.dumps(content, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8"},
        method="POST",
    )
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.HTTPHandler(), urllib.request.HTTPSHandler()):
        opener.add_handler(handler)
    with opener.open(request, timeout=SECONDS) as answer:
        if not 200 <= answer.status < 300:
            raise OSError(f"the webhook answered {answer.status}")


def mail(server: MailServer, recipient: str, subject: str, text: str) -> None:
    """Sends one mail; raises OSError or SMTPException."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, recipient, subject
    message.set_content(text)
    kind = smtplib.SMTP_SSL if server.has_tls else smtplib.SMTP
    with kind(server.host, server.port, timeout=SECONDS) as connection:
        if server.starts_tls:
            connection.starttls()
        if server.username is not None:
            connection.login(server.username, server.password or "")
        connection.send_message(message)


# ------------------------------------------------------------ the outbox


def send_due(database: Database, now: datetime | None = None) -> int:
    """Sends what is due and notes how each went; returns how many went out. A receiver that fails stops nobody else's message."""
    moment = now or datetime.now()
    with database.reading() as cursor:
        messages = due_messages(cursor, moment)
    is_trial = bool(messages) and database.kind == "trial"
    sent = 0
    for message in messages:
        failure = _send(message, is_trial)
        with database.writing(changes_answers=False) as cursor:
            if failure is None:
                note_sent(cursor, message, moment)
                sent += 1
                continue
            will_retry = note_failed(cursor, message, failure, moment)
        LOG.warning(
            "message %s to %s by %s failed: %s; %s",
            message.message_id,
            message.recipient,
            message.channel,
            failure,
            "it will be tried again" if will_retry else "given up; it stays in the outbox",
        )
    return sent


def _send(message: Message, is_trial: bool) -> str | None:
    """Sends one message; returns what went wrong, None when nothing did."""
    try:
        if message.channel == "webhook":
            post(webhook_address(setting("webhook")), payload(message, is_trial))
        else:
            mail(mail_server(setting("smtp")), message.recipient, _text(message, is_trial, _title), _text(message, is_trial))
    except (OSError, smtplib.SMTPException, SettingRefused, ValueError) as problem:
        return f"{type(problem).__name__}: {problem}"
    return None


class Sender:
    """A thread that looks into the outbox every few seconds until it is stopped."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                send_due(self._database)
            except Exception:  # whatever it was, the next look must come
                LOG.exception("the outbox could not be looked through")
            self._stopping.wait(LOOK_SECONDS)

    def stop(self) -> None:
        """Returns when the message that is being sent is through, at the latest after its patience."""
        self._stopping.set()
        self._thread.join(2 * SECONDS)


def sends_notices() -> bool:
    """Whether a setting says where notices go. Raises SettingRefused when it says so in a way that cannot be followed."""
    if address := setting("webhook"):
        webhook_address(address)
    if address := setting("smtp"):
        mail_server(address)
    return bool(setting("webhook") or setting("smtp"))


def start_sender(database: Database) -> Sender | None:
    """The running sender; None, and no thread, when no setting says where notices go. Raises SettingRefused."""
    return Sender(database) if sends_notices() else None
