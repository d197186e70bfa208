"""`python -m etl.reading.read_apart LANGUAGE`: reads an old workbook from standard input and writes its sheets as JSON.

It is a process of its own, with a bound on its memory, so that a file made to exhaust it takes nothing else down.
"""

import json
import resource
import sys

from etl.reading.raw_table import FileRefused, Limits
from etl.reading.read_workbook import REFUSED, open_here
from indicators.language import use_language

MEMORY = 4 * 2**30


def main() -> int:
    """Exit code 0 and the sheets, or REFUSED and the sentence that says why."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    use_language(sys.argv[1])
    try:
        sheets, hidden = open_here(sys.stdin.buffer.read(), "xls", Limits())
    except FileRefused as refusal:
        sys.stdout.buffer.write(str(refusal).encode("utf-8"))
        return REFUSED
    sys.stdout.buffer.write(json.dumps(([sheet.__dict__ for sheet in sheets], hidden)).encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
