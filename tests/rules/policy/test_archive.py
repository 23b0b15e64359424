"""How long a kind of document is kept is the pack's; what it does not name has a class as well."""

import pytest

from tests.rules.packs import pack


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("表彰决定", "永久"), ("投票单", "30年"), ("通讯录", "10年"), ("没有列出的文件", "30年")],
)
def test_each_kind_has_its_class(kind: str, kept: str) -> None:
    archive = pack().archive

    assert archive is not None
    assert archive.retention(kind) == kept
