"""Accounts in words: roles, what a reporter reports for, the table of everybody."""

from collections.abc import Iterable, Sequence
from html import escape

from etl.people.accounts import Account, Scope
from etl.people.administration import AccountState, own_email
from indicators import queries
from indicators.language import _, pick
from indicators.vocabulary import ROLE_LABELS, Role
from pages.components.data import ask
from pages.components.html import link, table
from pages.server.state import database

ScopeWords = dict[str, str]


def scope_id(scope: Scope) -> str:
    """A scope as one text."""
    return f"{scope.plan_id}:{scope.region_id or ''}:{scope.department_id or ''}"


def scope_of(text: str) -> Scope:
    """The scope that a text made by `scope_id` means."""
    plan_id, region_id, department_id = text.split(":")
    return Scope(plan_id, region_id or None, department_id or None)


def scope_words(kept: Iterable[Scope] = ()) -> ScopeWords:
    """Everything that can be reported for, id → words: regions and departments of every plan, and what accounts have beside them."""
    words: ScopeWords = {}
    for plan in ask(queries.plans):
        plan_id, short = plan["plan_id"], pick(plan, "short")
        regions = {row["region_id"]: pick(row, "name") for row in ask(queries.regions, plan_id)}
        departments = {row["department_id"]: pick(row, "name") for row in ask(queries.departments, plan_id)}
        words |= {scope_id(Scope(plan_id, name, None)): f"{short} · {title}" for name, title in regions.items()}
        words |= {scope_id(Scope(plan_id, None, name)): f"{short} · {title}" for name, title in departments.items()}
        for scope in kept:
            if scope.plan_id == plan_id and scope.region_id and scope.department_id:
                both = (regions.get(scope.region_id, scope.region_id), departments.get(scope.department_id, scope.department_id))
                words[scope_id(scope)] = f"{short} · {' · '.join(both)}"
    return words


def own_facts(account: Account) -> str:
    """What the own account is, as a list of facts."""
    words = scope_words(account.scopes)
    facts = {
        _("Account name"): account.username,
        _("Person or office"): account.display_name,
        _("Role"): _(ROLE_LABELS[account.role]),
        _("Reports for"): _list_of(account.scopes, words) if account.role == Role.REPORTER else "",
        _("E-mail for notices"): own_email(database(), account) or _("none; notices appear in the application only"),
    }
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items() if value)
    return f'<dl class="facts">{rows}</dl>'


def accounts_table(states: Sequence[AccountState]) -> str:
    """One line per account; its name opens it."""
    words = scope_words(scope for state in states for scope in state.account.scopes)
    cells = [
        (
            link(state.account.username, "accounts", account=state.account.username),
            escape(state.account.display_name),
            escape(_(ROLE_LABELS[state.account.role])),
            escape(_list_of(state.account.scopes, words)) or "–",
            escape(state.email) or "–",
            f'<span class="number">{state.last_sign_in:%Y-%m-%d %H:%M}</span>' if state.last_sign_in else escape(_("never")),
            _condition(state),
        )
        for state in states
    ]
    headers = (
        *(_("Account name"), _("Person or office"), _("Role"), _("Reports for")),
        *(_("E-mail for notices"), _("Last signed in"), _("Condition")),
    )
    return table(headers, cells, _("Accounts"))


def _condition(state: AccountState) -> str:
    """A shape and a word: in use, closed by the administrator, locked for a while."""
    if state.account.is_disabled:
        return f"□ {escape(_('closed'))}"
    if state.is_locked:
        return f"<b>▲ {escape(_('locked for a while: {count} wrong passwords', count=state.failure_count))}</b>"
    return f"● {escape(_('in use'))}"


def _list_of(scopes: Sequence[Scope], words: ScopeWords) -> str:
    return _(", ").join(words.get(scope_id(scope), scope_id(scope)) for scope in scopes)
