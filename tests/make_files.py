"""`python -m tests.make_files`: writes the odd and hostile files of tests/files/odd anew, the same bytes each time."""

from pathlib import Path

from tests import odd_texts, odd_workbooks

FOLDER = Path(__file__).parent / "files" / "odd"


def made() -> dict[str, bytes]:
    """Every file by name."""
    return {**odd_texts.FILES, **{name: make() for name, make in odd_workbooks.FILES.items()}}


def main() -> None:
    """Writes what is missing or different, deletes what nobody makes any more."""
    files = made()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (FOLDER / name).write_bytes(data)
    for path in FOLDER.iterdir():
        if path.name not in files and path.name != "expected.json":
            path.unlink()


if __name__ == "__main__":
    main()
