"""Rules on names: the same enterprise in two lists, which may ask two things of it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from indicators.feasibility.finding import Facts, Finding, Rule
from indicators.queries import Row

# what a name loses before it is compared: remarks in brackets, the legal form, spaces
_BRACKETS = re.compile(r"\([^()]*\)")
_LEGAL_FORM = re.compile(r"(股份|集团)?(有限责任公司|有限公司)|股份公司|集团公司")
FEWEST_CHARACTERS = 2


def core_of(name: str, region_words: Iterable[str]) -> str:
    """What tells one enterprise from another: the name without the plan's own region, legal form, brackets and spaces."""
    core = _BRACKETS.sub("", unicodedata.normalize("NFKC", name))
    for word in sorted(region_words, key=len, reverse=True):
        core = core.removeprefix(word)
    return re.sub(r"\s", "", _LEGAL_FORM.sub("", core)).lower()


def same_name(facts: Facts) -> Iterator[Finding]:
    """Projects of the same enterprise, by its name without the plan's own region and the legal form."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for work in _projects(facts):
        groups[core_of(work["name_zh"], facts.region_words)].append(work)
    for core, works in groups.items():
        if len(core) >= FEWEST_CHARACTERS and len(works) > 1:
            yield _about(Rule.SAME_NAME, works)


def maybe_same_name(facts: Facts) -> Iterator[Finding]:
    """An enterprise that one list calls by a short name with which a name in another list begins."""
    cores = [(core_of(work["name_zh"], facts.region_words), work) for work in _projects(facts)]
    for (core, work), (other_core, other) in combinations(cores, 2):
        short, long = sorted((core, other_core), key=len)
        names_enterprise = (work if short == core else other)["industry_zh"]
        if (
            work["list"] != other["list"]
            and names_enterprise
            and FEWEST_CHARACTERS <= len(short) < len(long)
            and long.startswith(short)
        ):
            yield _about(Rule.MAYBE_SAME_NAME, [work, other])


def _projects(facts: Facts) -> list[Row]:
    return [work for work in facts.works if work["kind"] == "project"]


def _about(rule: Rule, works: list[Row]) -> Finding:
    keys = frozenset(key for work in works for key in work["indicator_keys"])
    return Finding(rule, works[0], {"works": tuple(works)}, tuple(works), keys, project_ids=frozenset(work["id"] for work in works))
