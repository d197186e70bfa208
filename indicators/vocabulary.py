"""The words of the project, one per thing: the same in CSV headers, tables, columns, code and screen."""

from enum import StrEnum

from indicators.language import N_


class Measure(StrEnum):
    """What a reported number is; decides how months relate and what is expected."""

    FLOW = "flow"
    STOCK = "stock"
    RATE = "rate"
    LEVEL = "level"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Rollup(StrEnum):
    """How child regions make up their parent."""

    SUM = "sum"
    RATIO = "ratio"
    NONE = "none"


class Frequency(StrEnum):
    """How often a report is due."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"


class Comparator(StrEnum):
    """How a target is worded; `=` (a bare number) is reached in the indicator's better direction."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    MORE_THAN = ">"
    LESS_THAN = "<"


class Basis(StrEnum):
    """What a target's value is measured from."""

    ABSOLUTE = "absolute"
    CHANGE_VS_BASELINE = "change_vs_baseline"
    MAINTAIN = "maintain"
    DELEGATED = "delegated"
    ALLOCATED = "allocated"
    STANDING = "standing"


class Status(StrEnum):
    """The judgement on one indicator × region at one period."""

    MET = "met"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    MISSED = "missed"
    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    NO_TASK = "no_task"
    NO_TARGET = "no_target"
    NOT_COMPUTABLE = "not_computable"


class TaskState(StrEnum):
    """How far a task or project is, as its lead reports it."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"


class SchemeKind(StrEnum):
    """How a ranking of regions makes points."""

    SHARE = "share"
    ATTAINMENT = "attainment"
    RANK_STEP = "rank_step"
    DEDUCTION = "deduction"


class Unreported(StrEnum):
    """What a missing report is worth in a ranking."""

    LEFT_OUT = "left_out"
    ZERO = "zero"


class Role(StrEnum):
    """What an account may do."""

    LEADER = "leader"
    REPORTER = "reporter"
    OFFICE = "office"
    ADMIN = "admin"


STATUS_LABELS = {
    Status.MET: N_("met"),
    Status.ON_PACE: N_("on pace"),
    Status.BEHIND: N_("behind"),
    Status.FAR_BEHIND: N_("far behind"),
    Status.MISSED: N_("missed"),
    Status.NOT_DUE: N_("not due"),
    Status.NOT_REPORTED: N_("not reported"),
    Status.NO_TASK: N_("no task"),
    Status.NO_TARGET: N_("target to come"),
    Status.NOT_COMPUTABLE: N_("not computable"),
}
MEASURE_LABELS = {
    Measure.FLOW: N_("done within the year (year to date)"),
    Measure.STOCK: N_("total in place"),
    Measure.RATE: N_("percentage"),
    Measure.LEVEL: N_("measured state"),
}
DIRECTION_LABELS = {Direction.HIGHER: N_("higher is better"), Direction.LOWER: N_("lower is better")}
FREQUENCY_LABELS = {
    Frequency.MONTHLY: N_("monthly"),
    Frequency.QUARTERLY: N_("quarterly"),
    Frequency.ANNUAL: N_("annual"),
}
BASIS_LABELS = {
    Basis.ABSOLUTE: N_("absolute"),
    Basis.CHANGE_VS_BASELINE: N_("change against a baseline"),
    Basis.MAINTAIN: N_("to be kept"),
    Basis.DELEGATED: N_("to be set by the higher level"),
    Basis.ALLOCATED: N_("allocated by the office"),
    Basis.STANDING: N_("standing"),
}
TASK_STATE_LABELS = {
    TaskState.NOT_STARTED: N_("not started"),
    TaskState.UNDER_WAY: N_("under way"),
    TaskState.DONE: N_("done"),
}
SCHEME_KIND_LABELS = {
    SchemeKind.SHARE: N_("share met or on pace"),
    SchemeKind.ATTAINMENT: N_("weighted attainment"),
    SchemeKind.RANK_STEP: N_("points by place"),
    SchemeKind.DEDUCTION: N_("deductions"),
}
ROLE_LABELS = {
    Role.LEADER: N_("leader"),
    Role.REPORTER: N_("reporter"),
    Role.OFFICE: N_("263 office"),
    Role.ADMIN: N_("administrator"),
}
COMPARATOR_SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}
