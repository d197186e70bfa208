"""What evidence files are by their content, and which are not kept."""

import pytest

from etl.life_cycle.evidence_type import EvidenceRefused, clean_name, media_type_of
from indicators.language import use_language
from tests.evidence_files import HOSTILE, KEPT


@pytest.fixture(autouse=True)
def english() -> None:
    """Sentences are compared in English."""
    use_language("en")


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept(name: str) -> None:
    data, media_type = KEPT[name]
    assert media_type_of(data, name) == media_type


@pytest.mark.parametrize("name", HOSTILE)
def test_what_only_looks_like_evidence(name: str) -> None:
    data, sentence = HOSTILE[name]
    with pytest.raises(EvidenceRefused) as refusal:
        media_type_of(data, name)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\me\\验收 单.pdf", "验收 单.pdf"),
        ("../../etc/passwd.png", "passwd.png"),
        ("a\u202egnp.exe", "agnp.exe"),  # shown as aexe.png where the turning character is obeyed
        ("a\r\nb\0.png", "ab.png"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_are_cleaned(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept
