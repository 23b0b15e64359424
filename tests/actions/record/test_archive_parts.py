"""Every kind of document has a retention class in every pack."""

import pytest

from actions.record.archive_parts import INPUTS
from documents.papers.catalogue import KINDS
from rules.policy import read_pack
from rules.policy.archive import CLASSES
from runtime.days import POLICIES

PACKS = sorted(path.parent.name for path in POLICIES.glob("*/archive.toml"))


@pytest.mark.parametrize("pack", PACKS)
def test_every_kind_of_paper_and_input_has_a_class_and_only_one(pack: str) -> None:
    archive = read_pack(POLICIES / pack).archive
    assert archive is not None

    named = [kind for name in CLASSES for kind in getattr(archive, name).value]

    assert len(named) == len(set(named))
    assert {kind.label for kind in KINDS.values()} | set(INPUTS.values()) <= set(named)


def test_all_four_packs_are_tried() -> None:
    assert len(PACKS) == 4
