"""A head stamped by a real authority."""

import pytest

from runtime.errors import StampRefused
from runtime.stamping import is_stamp, stamp
from tests.stamping_fixture import Authority

HEAD = "ab" * 32


def test_a_stamp_holds_for_its_head_and_its_authority_only(authority: Authority) -> None:
    token = stamp(HEAD, authority.address)

    assert is_stamp(HEAD, token, roots=authority.root)
    assert not is_stamp("cd" * 32, token, roots=authority.root)
    assert not is_stamp(HEAD, "bm90aGluZw==", roots=authority.root)
    assert not is_stamp(HEAD, token, roots=b"no certificate")


def test_an_authority_that_is_away_is_a_refusal() -> None:
    with pytest.raises(StampRefused):
        stamp(HEAD, "http://127.0.0.1:9/")
