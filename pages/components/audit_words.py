"""Entries of the audit trail in words: what was done, of what, and the details that say something to a person."""

import json
from html import escape

from etl.audit import Action
from indicators.language import N_, _
from indicators.queries import Row
from pages.components.html import link

ACTIONS = {
    Action.SIGN_IN: N_("signed in"),
    Action.SIGN_IN_FAILED: N_("wrong password"),
    Action.SIGN_OUT: N_("signed out"),
    Action.UPLOAD: N_("uploaded"),
    Action.APPROVE: N_("approved"),
    Action.RETURN: N_("returned"),
    Action.WITHDRAW: N_("withdrew"),
    Action.UNDO: N_("undid"),
    Action.EVIDENCE_ATTACHED: N_("attached evidence"),
    Action.EVIDENCE_OPENED: N_("opened evidence"),
    Action.EVIDENCE_REMOVED: N_("removed evidence"),
    Action.MONTH_LOCKED: N_("locked a month"),
    Action.MONTH_UNLOCKED: N_("opened a month again"),
    Action.EXPORT: N_("exported"),
    Action.ACCOUNT_CREATED: N_("made an account"),
    Action.ACCOUNT_CHANGED: N_("changed an account"),
    Action.PLAN_LOADED: N_("loaded a plan"),
    Action.BULLETIN_ISSUED: N_("issued a bulletin"),
    Action.BULLETIN_TEMPLATE: N_("changed the bulletin's template"),
    Action.BACKUP: N_("made a backup"),
}
# the details that are shown; hashes and inner numbers are in the exported file
DETAILS = {
    "file_name": N_("file"),
    "table": N_("table"),
    "filters": N_("filters"),
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("unchanged"),
    "cells": N_("reports"),
    "restored": N_("restored"),
    "reason": N_("reason"),
    "justification": N_("justification"),
    "simulated": N_("simulated"),
    "role": N_("role"),
    "scopes": N_("reports for"),
    "display_name": N_("person or office"),
    "email": N_("e-mail"),
    "password": N_("password"),
    "disabled": N_("closed"),
    "files": N_("files"),
    "bytes": N_("bytes"),
    "bulletin": N_("bulletin"),
}


def person_words(entry: Row) -> str:
    """The account, after the person's name where there is one."""
    username, name = str(entry["username"]), str(entry["display_name"])
    return username if name == username else f"{name} ({username})"


def subject_words(subject: str) -> str:
    """What an entry is about, as HTML; an upload is a link."""
    kind, _space, number = subject.partition(" ")
    if kind == "upload":
        return link(_("Upload {number}", number=number), "uploads", upload=number)
    return escape(_("evidence {number}", number=number) if kind == "evidence" else subject)


def detail_words(text: str) -> str:
    """The details of an entry (JSON) as name and value, those worth a word."""
    known = ((DETAILS.get(name), value) for name, value in json.loads(text).items())
    return " · ".join(f"{_(label)} {_value(value)}" for label, value in known if label and _says(value))


def _says(value: object) -> bool:
    return value not in (None, "", 0, False, [], {})


def _value(value: object) -> str:
    """A value as text: a change as old → new, a scope by its ids, yes for what is so."""
    if value is True:
        return _("yes")
    if isinstance(value, dict) and set(value) == {"old", "new"}:
        return f"{_value(value['old'])} → {_value(value['new'])}"
    if isinstance(value, dict):
        return " · ".join(str(part) for part in value.values() if part)
    if isinstance(value, list):
        return _(", ").join(_value(part) for part in value) or "–"
    return _("changed") if value == "changed" else str(value)
