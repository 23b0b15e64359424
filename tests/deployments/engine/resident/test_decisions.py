"""Which file is which module, and who took a run: the resident worker's small decisions."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from deployments.engine.embedded.deaths import Deaths, Pulse
from deployments.engine.resident.colleagues import Colleagues
from deployments.engine.resident.owner import Owner
from deployments.engine.resident.preload import (
    Source,
    fingerprint,
    import_modules,
    import_sources,
    preloaded_flow,
)


@pytest.mark.parametrize(
    ("entrypoint", "module", "function"),
    [
        ("flows/intake.py:intake", "flows.intake", "intake"),
        ("intake.py:intake", "intake", "intake"),
        ("flows.intake.intake", "flows.intake", "intake"),
        ("./flows/intake.py:intake", "flows.intake", "intake"),
        ("/srv/flows/intake.py:intake", None, "intake"),
        ("../flows/intake.py:intake", None, "intake"),
        ("flows/site-review.py:review", None, "review"),
    ],
)
def test_an_entrypoint_names_a_module(entrypoint: str, module: str | None, function: str) -> None:
    source = Source("/srv", entrypoint)

    assert (source.module_name, source.function_name) == (module, function)


def test_a_flow_is_found_under_its_real_name() -> None:
    root = Path(__file__).parent.parent.parent.parent.parent
    source = Source(str(root), "tests/deployments/engine/sample_flows.py:ask")

    assert import_sources([source]) == {}

    assert preloaded_flow(source) is sys.modules["tests.deployments.engine.sample_flows"].ask


def test_a_preloaded_module_says_what_children_do_and_what_is_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ("WATCHED = ('rules.toml',)", "def warm(): ...", "def ready(): ...")
    (tmp_path / "preloaded_by_a_test.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    found = import_modules("preloaded_by_a_test,missing_in_a_test")

    named = [one.__name__ for one in (*found.warmers, *found.openers)]
    assert (named, found.watched) == (["warm", "ready"], {"rules.toml"})
    assert list(found.problems) == ["missing_in_a_test"]


def test_a_module_of_the_same_name_in_another_folder_is_another_flow(tmp_path: Path) -> None:
    (tmp_path / "json").mkdir()
    (tmp_path / "json" / "__init__.py").touch()

    assert preloaded_flow(Source(str(tmp_path), "json/__init__.py:load")) is None


def test_a_changed_file_changes_the_fingerprint(tmp_path: Path) -> None:
    file = tmp_path / "flow.py"
    file.write_text("one", encoding="utf-8")
    before = fingerprint([str(file)])

    file.write_text("three", encoding="utf-8")

    assert fingerprint([str(file)]) != before
    file.unlink()
    assert fingerprint([str(file)]) == ((str(file), 0, 0),)


def test_an_owner_is_read_from_the_message_it_wrote() -> None:
    owner = Owner.this_process("a")

    assert Owner.in_message(owner.message()) == owner
    assert Owner.in_message("Retry requested") is None
    assert owner.pid == os.getpid()


def test_of_another_machine_the_worker_is_dead_that_is_lost() -> None:
    owner = replace(Owner.this_process("a"), host="elsewhere")

    assert owner.is_dead({"a"})
    assert not owner.is_dead({"b"})
    assert not replace(owner, worker="").is_dead({"a"})  # a run of an earlier version


def test_one_worker_looks_after_lost_machines_and_each_after_its_own() -> None:
    mine, lost = Owner.this_process("b"), replace(Owner.this_process("x"), host="elsewhere")
    first, second = Colleagues("a", frozenset({"b"})), Colleagues("b", frozenset({"a"}))

    assert [one.may_judge(lost) for one in (first, second)] == [True, False]
    assert second.may_judge(mine)
    assert second.may_judge(replace(lost, worker="b"))  # its predecessor, before it moved
    assert Colleagues("b").may_judge(lost)


def test_only_a_process_of_this_machine_is_known_to_be_dead() -> None:
    owner = Owner.this_process("a")

    assert not owner.is_dead(())
    assert replace(owner, started=owner.started + 1).is_dead(())
    assert replace(owner, boot="00000000").is_dead(())
    assert not replace(owner, host="elsewhere", boot="00000000").is_dead(())


def test_what_died_is_not_started_again_at_once() -> None:
    deaths = Deaths()

    assert [deaths.is_time("worker") for _ in range(3)] == [False, False, False]


def test_what_hangs_is_asked_four_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deployments.engine.embedded.deaths._PULSE_SECONDS", 0.0)
    answers = iter([False, True, False, False, False, False])
    pulse = Pulse(lambda: next(answers))

    assert [pulse.is_lost() for _ in range(6)] == [*[False] * 5, True]
