"""The report of a department (art. 31): made in its own name, and in nobody else's."""

from sqlmodel import col, func, select

from actions.handed_in.own_forms import OwnForm
from documents.forms.incidents import SHEET, Incident, write_incidents
from documents.sheets.onscreen import Layout
from models.edition import Edition
from models.people import Contact, ContactKind
from runtime.desk import Desk

_REPORTERS = (ContactKind.DEPARTMENT, ContactKind.COUNTY)
_ROWS = 3  # to report at once; more are reported by the workbook


def office_at(desk: Desk, address: str, *kinds: ContactKind) -> Contact | None:
    """The office that is written to at this address."""
    query = select(Contact).where(
        func.lower(Contact.email) == address.lower(), col(Contact.kind).in_(kinds)
    )
    return desk.session.exec(query.order_by(col(Contact.id)).limit(1)).first()


def incident_form(desk: Desk, address: str) -> OwnForm | None:
    """The blank report of the office at this address, for the newest edition."""
    office = office_at(desk, address, *_REPORTERS)
    newest = desk.session.exec(select(func.max(Edition.number))).one()
    if office is None or newest is None:
        return None
    return OwnForm(
        key=f"incidents/{newest}", edition=newest, kind="incidents", title="情况通报表",
        name=f"{newest:02d}-情况通报表-{office.name}.xlsx", data=write_incidents(),
        layout=Layout(SHEET, table=Incident, spare=_ROWS), fixed={"reporter": office.name},
    )  # fmt: skip
