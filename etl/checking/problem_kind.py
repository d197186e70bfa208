"""What every kind of problem says of itself."""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Kind(NamedTuple):
    """One kind of problem. An error refuses the file; a warning passes with a written justification.

    `expected` is what could stand there instead, in few words, where that can be said.
    """

    severity: Severity
    template: str
    expected: str = ""
