"""Applicants as a list: filtered by the database, a page at a time."""

from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import col, func, or_, select

from actions.errors import UnknownSubject
from models.application import Application, ApplicationState, find_application
from models.files import StoredFile
from runtime.desk import Desk


def list_applicants(
    desk: Desk, edition: int, *, words: str, state: str, region: str, skip: int, take: int
) -> tuple[list[tuple[Application, str]], int]:
    """Rows with their region from ``skip`` on, without forms, and how many there are in all.

    An empty filter lets everything pass.
    """
    place = col(Application.form)["region"].as_string()
    wanted: list[Any] = [Application.edition == edition]
    if words:
        like = f"%{words}%"
        wanted.append(
            or_(
                col(Application.name).like(like),
                col(Application.ref).like(like),
                col(Application.uscc).like(like),
            )
        )
    if state in list(ApplicationState):
        wanted.append(Application.state == ApplicationState(state))
    if region:
        wanted.append(place == region)
    query = (
        select(Application, place)
        .where(*wanted)
        .options(
            defer(Application.form)  # type: ignore[arg-type]  # a column, though its type is the row's
        )
    )
    rows = desk.session.exec(query.order_by(Application.ref).offset(skip).limit(take)).all()
    total = desk.session.exec(select(func.count()).select_from(Application).where(*wanted)).one()
    return [(row, at or "") for row, at in rows], total


def applicant(desk: Desk, edition: int, ref: str) -> Application:
    """Raises UnknownSubject."""
    row = find_application(desk.session, edition, ref)
    if row is None:
        raise UnknownSubject(f"第{edition}届没有受理编号为“{ref}”的申报。")
    return row


def files_about(desk: Desk, edition: int, ref: str) -> list[StoredFile]:
    """What came in about an applicant, in order."""
    query = select(StoredFile).where(StoredFile.edition == edition, StoredFile.subject == ref)
    return list(desk.session.exec(query.order_by(col(StoredFile.id))))
