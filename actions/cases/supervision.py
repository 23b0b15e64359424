"""Registers about winners after the award: the title, names and mergers, promotion (art. 27–29)."""

from functools import partial

from sqlmodel import select

from actions.attachments import received
from actions.cases.cases import open_case
from actions.cases.holders import find_holder
from actions.errors import ActionRefused, UnknownSubject
from actions.report import Line
from actions.row_by_row import take_rows
from documents.forms import activities, successions, title_uses
from documents.sheets.reading import Rows
from models.application import ApplicationState, find_application
from models.supervision import Succession, TitleUse, WinnerActivity
from rules.title import title_faults
from runtime.desk import Desk


def take_title_uses(
    desk: Desk, edition: int, form: Rows[title_uses.TitleUse], *, source: str, sha256: str
) -> list[Line]:
    """Uses of the title; one that is not permitted opens a case."""
    take = partial(_take_title_use, desk)
    lines = take_rows(desk, form.rows, take, sheet=title_uses.SHEET, source=source)
    desk.record("title.uses_taken", source, edition=edition, file_sha256=sha256)
    return lines


def take_successions(
    desk: Desk, edition: int, form: Rows[successions.Succession], *, source: str, sha256: str
) -> list[Line]:
    """Changes of name, mergers and splits, which the next eligibility review reads."""
    take = partial(_take_succession, desk)
    lines = take_rows(desk, form.rows, take, sheet=successions.SHEET, source=source)
    desk.record("succession.taken", source, edition=edition, file_sha256=sha256)
    return lines


def take_activities(
    desk: Desk, edition: int, form: Rows[activities.Activity], *, source: str, sha256: str
) -> list[Line]:
    """Promotion and yearly self-reports of winners."""
    take = partial(_take_activity, desk, edition)
    lines = take_rows(desk, form.rows, take, sheet=activities.SHEET, source=source)
    desk.record("activities.taken", source, edition=edition, file_sha256=sha256)
    return lines


def _take_title_use(desk: Desk, one: title_uses.TitleUse) -> tuple[bool, str]:
    holder = find_holder(desk, one.edition, one.holder, "title_misuse")
    known = select(TitleUse).where(
        TitleUse.uscc == holder.uscc, TitleUse.medium == one.medium,
        TitleUse.place == one.place, TitleUse.seen_on == one.seen_on,
    )  # fmt: skip
    if desk.session.exec(known).first() is not None:
        return True, f"{holder.name}在“{one.place}”的使用此前已登记，没有变化。"
    found = title_faults(desk.policy(holder.edition), one.medium, shows_year=one.shows_year)
    row = TitleUse(
        edition=holder.edition, ref=holder.ref, uscc=holder.uscc, name=holder.name,
        medium=one.medium, place=one.place, shows_year=one.shows_year, seen_on=one.seen_on,
        faults="；".join(found),
    )  # fmt: skip
    desk.session.add(row)
    desk.session.flush()
    if not found:
        return True, f"{holder.name}在“{one.place}”的使用符合规定，已登记。"
    facts = f"{one.seen_on}在“{one.place}”{'、'.join(found)}。"
    case = open_case(desk, holder, "title_misuse", facts=facts, opened_by="称号使用登记")
    row.case_id = case.id
    desk.session.add(row)
    return False, f"{holder.name}：{facts}已立案（{case.number}），请等待认定。"


def _take_succession(desk: Desk, one: successions.Succession) -> tuple[bool, str]:
    if one.kind == "更名" and one.uscc != one.former_uscc:
        raise ActionRefused(f"{one.name}更名前后代码不同，请核对，或改为“合并”“分立”。")
    known = select(Succession).where(
        Succession.uscc == one.uscc, Succession.former_uscc == one.former_uscc,
        Succession.former_name == one.former_name,
    )  # fmt: skip
    if desk.session.exec(known).first() is not None:
        return True, f"{one.former_name}{one.kind}为{one.name}：此前已登记，没有变化。"
    desk.session.add(Succession(**one.model_dump(), recorded_at=desk.at))
    return True, f"{one.former_name}{one.kind}为{one.name}：已登记。"


def _take_activity(desk: Desk, files_in: int, one: activities.Activity) -> tuple[bool, str]:
    winner = find_application(desk.session, one.edition, one.ref)
    if winner is None or winner.state is not ApplicationState.AWARDED:
        raise UnknownSubject(f"第{one.edition}届没有受理编号为{one.ref}的获奖单位，请核对。")
    known = select(WinnerActivity).where(
        WinnerActivity.edition == one.edition, WinnerActivity.ref == one.ref,
        WinnerActivity.kind == one.kind, WinnerActivity.held_on == one.held_on,
        WinnerActivity.title == one.title,
    )  # fmt: skip
    if desk.session.exec(known).first() is not None:
        return True, f"{winner.name}“{one.title}”此前已登记，没有变化。"
    desk.session.add(
        WinnerActivity(
            edition=one.edition, ref=one.ref, kind=one.kind, held_on=one.held_on,
            title=one.title, summary=one.summary, proof_name=one.proof,
            proof_sha256=received(desk, files_in, one.proof) if one.proof else "",
        )
    )  # fmt: skip
    return True, f"{winner.name}“{one.title}”已登记。"
