"""Which page stands where in the navigation, and which role may see it: everything not listed here is denied."""

from typing import NamedTuple

from indicators.language import N_
from indicators.vocabulary import Role

EVERYBODY = frozenset(Role)
REPORTERS = frozenset({Role.REPORTER})
OFFICE = frozenset({Role.OFFICE})
ADMINISTRATORS = frozenset({Role.ADMIN})
BULLETIN_READERS = frozenset({Role.LEADER, Role.OFFICE, Role.ADMIN})
UPLOAD_READERS = frozenset({Role.REPORTER, Role.OFFICE, Role.ADMIN})


class PageEntry(NamedTuple):
    """One page: its file and address, its title, its icon and who may see it."""

    name: str
    title: str
    icon: str
    roles: frozenset[Role]


SECTIONS = {
    N_("Dashboard"): (
        PageEntry("overview", N_("Overview"), ":material/space_dashboard:", EVERYBODY),
        PageEntry("programme", N_("Programmes"), ":material/account_tree:", EVERYBODY),
        PageEntry("indicator", N_("Indicators"), ":material/monitoring:", EVERYBODY),
        PageEntry("town", N_("Towns"), ":material/location_city:", EVERYBODY),
        PageEntry("compare", N_("Compare"), ":material/grid_on:", EVERYBODY),
        PageEntry("department", N_("Departments"), ":material/corporate_fare:", EVERYBODY),
        PageEntry("tasks", N_("Tasks"), ":material/checklist:", EVERYBODY),
        PageEntry("projects", N_("Projects"), ":material/construction:", EVERYBODY),
    ),
    N_("Reporting"): (
        PageEntry("reports", N_("My reports"), ":material/inbox:", REPORTERS),
        PageEntry("upload", N_("Upload"), ":material/upload_file:", REPORTERS),
        PageEntry("review", N_("Review"), ":material/fact_check:", OFFICE),
        PageEntry("uploads", N_("Uploads and undo"), ":material/history:", UPLOAD_READERS),
        PageEntry("completeness", N_("Completeness"), ":material/done_all:", EVERYBODY),
        PageEntry("months", N_("Months"), ":material/lock:", UPLOAD_READERS),
        PageEntry("notices", N_("Notices"), ":material/notifications:", EVERYBODY),
    ),
    N_("Data"): (
        PageEntry("export", N_("Export"), ":material/download:", EVERYBODY),
        PageEntry("targets", N_("Targets and sources"), ":material/flag:", EVERYBODY),
        PageEntry("feasibility", N_("Feasibility"), ":material/balance:", EVERYBODY),
        PageEntry("methods", N_("Methods"), ":material/functions:", EVERYBODY),
        PageEntry("guide", N_("User guide"), ":material/menu_book:", EVERYBODY),
    ),
    N_("Office"): (
        PageEntry("allocation", N_("Target allocation"), ":material/call_split:", OFFICE),
        PageEntry("bulletin", N_("Bulletin"), ":material/newspaper:", BULLETIN_READERS),
    ),
    N_("Administration"): (
        PageEntry("accounts", N_("Accounts"), ":material/group:", ADMINISTRATORS),
        PageEntry("audit", N_("Audit trail"), ":material/policy:", ADMINISTRATORS),
        PageEntry("backup", N_("Backup"), ":material/backup:", ADMINISTRATORS),
        PageEntry("account", N_("My account"), ":material/person:", EVERYBODY),
    ),
}
START_PAGE = "overview"


def first_page(role: Role) -> str:
    """The address at which somebody of `role` begins after signing in."""
    return "/reports" if role == Role.REPORTER else "/"


def pages_of(role: Role) -> dict[str, list[PageEntry]]:
    """The pages `role` may see, by section; sections without any are left out."""
    seen = {section: [entry for entry in entries if role in entry.roles] for section, entries in SECTIONS.items()}
    return {section: entries for section, entries in seen.items() if entries}


def title_of(page: str) -> str:
    """The title of the page called `page`, to be translated."""
    return next(entry.title for entries in SECTIONS.values() for entry in entries if entry.name == page)


def may_see(role: Role, page: str) -> bool:
    """Whether `role` may see the page called `page`."""
    return any(entry.name == page and role in entry.roles for entries in SECTIONS.values() for entry in entries)
