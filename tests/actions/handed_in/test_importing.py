from pathlib import Path

import pytest
from sqlmodel import select

from actions.errors import UnknownSubject
from actions.handed_in.importing import import_paths
from cli import main
from documents.forms.committee import write_committee
from documents.forms.contacts import write_contacts
from documents.forms.history import History, write_history
from documents.forms.reviewers import write_reviewers
from models.application import Bar, PastPrize, applications_of
from models.audit import events_of
from models.files import files_of
from models.people import CommitteeMember, Contact, Interest, Reviewer
from runtime.desk import open_desk
from tests.actions import factories
from tests.actions.packages import package, zipped
from tests.documents.forms import factories as forms


def _write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def _registers(folder: Path) -> Path:
    return _write(
        folder,
        {
            "通讯录.xlsx": write_contacts(forms.contacts()),
            "评审员.xlsx": write_reviewers(forms.pool()),
            "委员.xlsx": write_committee(forms.committee()),
            "历届.xlsx": write_history(forms.history()),
        },
    )


@pytest.fixture
def intake(installation: Path) -> Path:
    """A home folder where the intake of edition 3 is open."""
    with open_desk() as desk:
        factories.attempt(desk, "intake")
    return installation


def test_registers_are_recognised_and_taken_once(installation: Path) -> None:
    folder = _registers(installation / "名册")

    first = import_paths([folder], 3)
    second = import_paths([folder], 3)

    assert [line.ok for line in first] == [True] * 4
    assert all("没有变化" in line.sentence for line in second)
    with open_desk() as desk:
        for model, count in ((Contact, 2), (Reviewer, 2), (Interest, 1), (CommitteeMember, 2)):
            assert len(desk.session.exec(select(model)).all()) == count
        assert desk.session.exec(select(PastPrize)).one().prize == "award"
        assert desk.session.exec(select(Bar)).one().article == "第二十五条"
        assert len(files_of(desk.session, 3)) == 4


def test_packages_come_as_folders_and_archives(intake: Path) -> None:
    _write(intake / "来件" / "01-临海", package())
    (intake / "来件" / "02.zip").write_bytes(zipped(package(uscc="91450702MA5XAAAA1W")))

    lines = import_paths([intake / "来件"], 3)

    assert sorted((line.place, line.ok) for line in lines) == [("S001", True), ("S002", True)]
    with open_desk() as desk:
        assert len(applications_of(desk.session, 3)) == 2
        assert len(files_of(desk.session, 3)) == 2 * len(package())


def test_a_bad_file_becomes_a_line_and_is_kept(intake: Path) -> None:
    good = write_contacts(forms.contacts())
    folder = _write(intake / "混", {"a.xlsx": good, "b.xlsx": b"no", "c.zip": b"PK", "d.pdf": b"%"})

    lines = import_paths([folder, intake / "没有.xlsx"], 3)

    assert {line.file: line.ok for line in lines} == {
        "a.xlsx": True,
        "b.xlsx": False,
        "c.zip": False,
        "d.pdf": True,
        "没有.xlsx": False,
    }
    with open_desk() as desk:
        kinds = {file.name: file.kind for file in files_of(desk.session, 3)}
    assert kinds == {
        "a.xlsx": "contacts",
        "b.xlsx": "unreadable",
        "c.zip": "unreadable",
        "d.pdf": "attachment",
    }


def test_a_refused_form_leaves_nothing_half_written(installation: Path) -> None:
    stranger = forms.history().prizes[0].model_copy(update={"prize": "质量金奖"})
    known = forms.history().prizes[0]
    data = write_history(History(prizes=(known, stranger)))
    folder = _write(installation / "名册", {"历届.xlsx": data})

    (line,) = import_paths([folder / "历届.xlsx"], 3)

    assert not line.ok
    assert "质量金奖" in line.sentence
    with open_desk() as desk:
        assert desk.session.exec(select(PastPrize)).all() == []
        assert [event.action for event in events_of(desk.session, 3)] == ["file.unreadable"]


def test_a_wrong_cell_is_named(installation: Path) -> None:
    crooked = forms.contacts()[0].model_copy(update={"email": "无"})
    folder = _write(installation / "名册", {"通讯录.xlsx": write_contacts((crooked,))})

    (line,) = import_paths([folder], 3)

    assert line.place.startswith("通讯录!")
    assert "通讯录.xlsx" in line.sentence


def test_a_reviewer_number_is_never_given_to_somebody_else(installation: Path) -> None:
    pool = forms.pool()
    renamed = pool.reviewers[0].model_copy(update={"name": "别人"})
    shorter = pool.model_copy(update={"reviewers": pool.reviewers[1:]})
    folder = _write(
        installation / "名册",
        {
            "1.xlsx": write_reviewers(pool),
            "2.xlsx": write_reviewers(
                pool.model_copy(update={"reviewers": (renamed, *pool.reviewers[1:])})
            ),
            "3.xlsx": write_reviewers(shorter),
        },
    )

    lines = import_paths([folder], 3)

    assert [line.ok for line in lines] == [True, False, True]
    with open_desk() as desk:
        active = {row.id: row.is_active for row in desk.session.exec(select(Reviewer))}
    assert active == {"E01": False, "E02": True}


def test_an_unknown_edition_is_refused(installation: Path) -> None:
    with pytest.raises(UnknownSubject):
        import_paths([installation], 4)


def test_the_command_shows_a_row_a_file_and_fails_with_any_of_them(
    intake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = _write(intake / "inbox" / "好", {"通讯录.xlsx": write_contacts(forms.contacts())})
    bad = _write(intake / "inbox" / "坏", {"说明.xlsx": b"-"})

    assert main.run(["import", str(good), "--edition", "3"]) == 0
    assert main.run(["import", str(good), str(bad), "--edition", "3"]) == 1
    assert "说明.xlsx" in capsys.readouterr().out
    assert main.run(["import", str(good), "--edition", "9"]) == 2
    assert main.run(["import", str(intake), "--edition", "3"]) == 2
    assert "是本系统自己的数据" in capsys.readouterr().err
