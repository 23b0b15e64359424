"""The page in a real Chromium says of every record what ``zhijiang verify`` says of it."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from actions.record.export import export_record
from cli.verify import verify_file
from rules.commitment import commitment
from rules.record import sealed
from runtime.desk import Desk
from tests.actions.decided import edition_after_the_vote
from tests.actions.record.test_draws import CHANGES
from tests.chromium_fixture import open_page
from tests.rules import test_record as ours
from verifier.page import PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Page

Change = Callable[[dict[str, Any]], None]
_CHECK = """async text => {
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    try { return Object.fromEntries((await verify(bytes)).rows.map(row => [row.key, row.state])); }
    catch (refusal) { return {refused: refusal instanceof Refused ? refusal.message : "crash"}; }
}"""
_UNCHECKED = {"eligibility", "conflicts", "cases", "stamps"}
_MUTATIONS: list[Change] = [
    ours.change_policy, ours.change_event, ours.drop_event, ours.change_witness,
    ours.change_panel_seed, ours.swap_panel_members, ours.change_size, ours.repeat_panel,
    ours.change_replacement, ours.change_percent, ours.drop_item, ours.drop_sheets,
    ours.count_the_recused, ours.stranger_scores, ours.find_interest_later, ours.forget_the_talk,
    ours.forget_a_reason, ours.change_shortlist_score, ours.change_shortlist, ours.leave_open,
    ours.change_combined, ours.drop_site_review, ours.impossible_votes, ours.stranger_stands,
    ours.drop_a_proof, ours.prove_later, ours.forget_the_holiday, ours.close_early,
]  # fmt: skip


@pytest.fixture(scope="module")
def page() -> Iterator["Page"]:
    with open_page() as opened:
        opened.goto(PAGE.as_uri())
        yield opened


def said(page: "Page", data: bytes) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(_CHECK, base64.b64encode(data).decode())
    return found


def bad(page: "Page", data: bytes) -> set[str]:
    return {key for key, state in said(page, data).items() if state == "bad"}


def test_a_record_that_holds_is_told_so_and_what_is_not_checked_is_named(page: "Page") -> None:
    states = said(page, ours.text().encode())

    assert {key for key, state in states.items() if state == "unchecked"} == _UNCHECKED
    assert {state for key, state in states.items() if key not in _UNCHECKED} == {"ok"}


def test_every_change_is_found_in_the_section_python_finds_it_in(page: "Page") -> None:
    for change in _MUTATIONS:
        record = ours.record()
        change(record)
        text = sealed(record)
        theirs = {part for part, _, _ in ours.codes(json.loads(text), reseal=False)}
        found = bad(page, text.encode())

        assert found, change.__name__
        assert found <= theirs, change.__name__


def test_an_exported_edition_holds_and_a_changed_draw_or_byte_does_not(
    page: "Page", desk: Desk, tmp_path: Path
) -> None:
    path = export_record(edition_after_the_vote(desk), 3, tmp_path / "a.zip")
    data = path.read_bytes()
    assert verify_file(path).holds
    assert bad(page, data) == set()

    whole = json.loads(page.evaluate(
        "async text => JSON.stringify((await verify(Uint8Array.from(atob(text),"
        " c => c.charCodeAt(0)))).record)", base64.b64encode(data).decode(),
    ))  # fmt: skip
    for change in CHANGES:
        record = json.loads(json.dumps(whole))
        change(record["draws"])
        assert bad(page, sealed(record).encode()) == {"draws"}, change.__name__
    for place in range(11, len(data), len(data) // 60):
        flipped = bytearray(data)
        flipped[place] ^= 1
        path.write_bytes(flipped)
        assert not verify_file(path).holds
        assert bad(page, bytes(flipped)) or "refused" in said(page, bytes(flipped)), place


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"\xff", b"{}", b'{"format": "zhijiang-record/2"}', b"[" * 99999],
)
def test_what_is_no_record_is_refused_in_one_sentence(page: "Page", data: bytes) -> None:
    refusal = said(page, data)["refused"]

    assert refusal.endswith("。")


def test_anyone_drops_a_file_and_reads_the_table_and_the_draw(page: "Page", tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(ours.text(), encoding="utf-8")

    page.set_input_files("#file", path)
    page.get_by_text("抽取重演").wait_for()

    assert "各项相符" in page.inner_text("#out")
    assert "最后写下字样的人可以挑选结果" in page.inner_text("#out")


def test_a_witness_reads_the_commitment_off_the_page(page: "Page") -> None:
    page.fill("#salt", "7f3a")
    page.fill("#entry", "桂花开")
    page.click("#commit")
    page.wait_for_function("document.getElementById('commitment').textContent !== ''")

    assert page.inner_text("#commitment") == commitment("7f3a", "桂花开")
