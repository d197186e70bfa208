"""What each page tells somebody who opens it for the first time: what to look at, and what a click does."""

from indicators.language import N_, _
from indicators.vocabulary import Role

EVERYBODY = None
HINTS: dict[str, dict[Role | None, str]] = {
    "overview": {
        EVERYBODY: N_(
            "Count the lights, then see what got worse and who is behind. Choose a light or a name to open what lies behind it."
        ),
        Role.REPORTER: N_(
            "These lights count what the office has approved. Choose a light or a name to open it; you report on the page “My reports”."
        ),
    },
    "programme": {
        EVERYBODY: N_(
            "Every target with its light and the reason. Choose a count to keep one status, an indicator to see its months."
        )
    },
    "indicator": {
        EVERYBODY: N_(
            "The chart sets what was done against what was due by then; the sentence above it says why the light is as it is."
        )
    },
    "town": {
        EVERYBODY: N_(
            "Only the town's own targets count here. Choose a count to keep one status; the page prints on one sheet for a talk."
        )
    },
    "compare": {
        EVERYBODY: N_(
            "One row for each indicator, one column for each town. Choose a light to see why; in the ranking every score unfolds into its parts."
        )
    },
    "department": {
        EVERYBODY: N_(
            "What one department leads and what it still owes. Choose a count to keep one status; the page prints on one sheet."
        )
    },
    "tasks": {
        EVERYBODY: N_(
            "Milestones without a figure to reach. Choose a count to keep one status, and below it how the tasks are laid out."
        )
    },
    "projects": {
        EVERYBODY: N_(
            "Works and enterprises with progress and money. Choose a count to keep one status, and below it how they are laid out."
        )
    },
    "reports": {
        EVERYBODY: N_(
            "The page opens at the month that is due. Begin with the button: it leads to the figures that are missing or came back."
        )
    },
    "upload": {
        EVERYBODY: N_(
            "Send a file or type on the screen; either is kept as you go. Nothing counts before you press the button at the end."
        )
    },
    "uploads": {
        EVERYBODY: N_("Choose an upload to see what it changed. Taking it back needs a reason; what stood before it stands again."),
        Role.REPORTER: N_("Choose an upload to see what it changed. You may take it back until the office has approved it."),
    },
    "review": {
        EVERYBODY: N_(
            "The oldest waits first. Choose an upload, look at its figures, then approve it or send it or a cell back with a reason."
        )
    },
    "completeness": {
        EVERYBODY: N_("Who has reported and who has not, month by month. Below stand what is missing and reminders to copy.")
    },
    "months": {
        EVERYBODY: N_("A locked month stands as it was reported; figures of it change only by a correction with a reason."),
        Role.OFFICE: N_(
            "Lock a month when nothing of it waits any more. Afterwards its figures change only by a correction with a reason."
        ),
    },
    "notices": {
        EVERYBODY: N_(
            "What happened to reports and what is due next. A notice leads to its page; the bell at the top counts the unread ones."
        )
    },
    "export": {
        EVERYBODY: N_(
            "Choose a table and filters. The file holds every row that fits, not only those shown, and says where it comes from."
        )
    },
    "targets": {
        EVERYBODY: N_("Where the plan says each target. A flag ⚑ means that two places of the text contradict each other.")
    },
    "feasibility": {
        EVERYBODY: N_(
            "What the plan itself cannot satisfy, found by rules. Unfold a finding to see both places and the reading in force."
        )
    },
    "methods": {
        EVERYBODY: N_("How a figure becomes a light. When a light is doubted, the rule and the indicator's definition stand here.")
    },
    "accounts": {
        EVERYBODY: N_(
            "Who may sign in, as what, reporting for what. Choose an account below to change or close it, or make a new one."
        )
    },
    "audit": {
        EVERYBODY: N_(
            "Who did what and when; entries are only ever added. Filter them, prove the chain, or take the whole trail as a file."
        )
    },
    "backup": {
        EVERYBODY: N_(
            "A backup is made while people go on reading. Prove it from time to time, and keep a copy on another machine."
        )
    },
    "account": {EVERYBODY: N_("What you may do here and what you report for. After a new password you sign in again everywhere.")},
    "allocation": {
        EVERYBODY: N_("Enter each target with its source. What would change is shown first; nothing is written before you say so.")
    },
    "bulletin": {
        EVERYBODY: N_("Every issue reads here as it was issued, and downloads as Word and Excel."),
        Role.OFFICE: N_("Read the draft, write the requirements for the next step, then issue it: from then on it never changes."),
    },
}


def hint_words(page: str, role: Role) -> str:
    """What `role` is told about `page`, in one or two sentences; empty where there is nothing to tell."""
    told = HINTS.get(page, {})
    text = told.get(role) or told.get(EVERYBODY, "")
    return _(text) if text else ""
