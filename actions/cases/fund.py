"""The fund after the award (art. 22, 23): payments, plans and reports; misuse becomes a case."""

from collections.abc import Sequence

from sqlmodel import select

from actions.attachments import received
from actions.cases.cases import open_case
from actions.cases.holders import find_holder
from actions.errors import ActionRefused, UnknownSubject
from actions.report import Line
from actions.row_by_row import take_rows
from documents.forms.fund_payments import SHEET, Payment
from documents.forms.fund_statement import FundStatement as StatementForm
from documents.forms.fund_statement import Item
from documents.sheets.reading import Rows
from models.conferral import FundOrder
from models.supervision import FundItem, FundPayment, FundStatement
from models.types import id_of
from rules import fund_use
from rules.money import fen_of, yuan_text
from rules.names import same_organisation
from runtime.desk import Desk

WORDS = {"plan": "使用计划", "report": "使用报告"}


def take_fund_payments(
    desk: Desk, edition: int, form: Rows[Payment], *, source: str, sha256: str
) -> list[Line]:
    """Payments against their orders, a row by itself."""

    def take(one: Payment) -> tuple[bool, str]:
        return True, _take_payment(desk, one)

    lines = take_rows(desk, form.rows, take, sheet=SHEET, source=source)
    desk.record("fund.payments_taken", source, edition=edition, file_sha256=sha256)
    return lines


def take_fund_statement(
    desk: Desk, edition: int, form: StatementForm, *, source: str, sha256: str
) -> list[Line]:
    """A plan or report; one handed in again replaces the former. Faults open a case at once.

    Raises:
        ActionRefused: nothing was ordered for that winner, the name is another's, a report names no
            month of the policy, or an amount is none.
    """
    granted = _granted(desk, form.edition, form.ref, form.name)
    policy = desk.policy(form.edition)
    months = policy.fund.report_months.value if form.kind == "report" else (0,)
    if form.month not in months:
        told = "、".join(map(str, months))
        raise ActionRefused(f"“授奖后第几个月”应填{told}，现为{form.month}，请改正后重新导入。")
    proofs = [received(desk, edition, item.proof) if item.proof else "" for item in form.items]
    amounts = [_fen(item) for item in form.items]
    found = fund_use.faults(
        policy,
        [
            fund_use.FundItem(item.use, fen, has_proof=bool(sha))
            for item, fen, sha in zip(form.items, amounts, proofs, strict=True)
        ],
        granted_fen=granted, is_report=form.kind == "report",
    )  # fmt: skip
    row = _statement(desk, form, sha256)
    row.faults = "；".join(one.sentence for one in found if one.item is None)
    _replace_items(desk, row, form, amounts=amounts, proofs=proofs, found=found)
    desk.record(
        "fund.statement_taken", f"{form.edition}/{form.ref}/{form.kind}/{form.month}",
        edition=form.edition, file_sha256=sha256, total_fen=sum(amounts),
        faults=[one.sentence for one in found],
    )  # fmt: skip
    told = f"{len(form.items)}项合计{yuan_text(sum(amounts))}元"
    said = f"{form.name}的{WORDS[form.kind]}已登记，{told}。"
    lines = [Line(source, "", ok=True, sentence=said)]
    if form.kind == "report":
        lines += _flag(desk, form, found, source)
    else:
        lines += [Line(source, "", ok=False, sentence=f"计划有误：{x.sentence}。") for x in found]
    return lines


def statement_of(desk: Desk, edition: int, ref: str, kind: str, month: int) -> FundStatement | None:
    query = select(FundStatement).where(
        FundStatement.edition == edition, FundStatement.ref == ref,
        FundStatement.kind == kind, FundStatement.month == month,
    )  # fmt: skip
    return desk.session.exec(query).one_or_none()


def _take_payment(desk: Desk, one: Payment) -> str:
    query = select(FundOrder).where(
        FundOrder.edition == one.edition, FundOrder.ref == one.ref,
        FundOrder.instalment == one.instalment,
    )  # fmt: skip
    order = desk.session.exec(query).one_or_none()
    if order is None or not same_organisation(order.name, one.name):
        raise UnknownSubject(
            f"第{one.edition}届没有给{one.ref}{one.name}第{one.instalment}期的拨付通知，请核对。"
        )
    fen = _positive(str(one.amount))
    if fen != order.amount_fen:
        raise ActionRefused(
            f"{one.name}第{one.instalment}期应拨{yuan_text(order.amount_fen)}元，"
            f"登记为{yuan_text(fen)}元，请核对。"
        )
    if one.paid_on > desk.at.date():
        raise ActionRefused(f"拨付日期{one.paid_on}还没有到，请核对。")
    known = select(FundPayment).where(
        FundPayment.edition == one.edition, FundPayment.ref == one.ref,
        FundPayment.instalment == one.instalment,
    )  # fmt: skip
    row = desk.session.exec(known).one_or_none()
    if row and (row.paid_on, row.voucher) == (one.paid_on, one.voucher):
        return f"{one.name}第{one.instalment}期：此前已登记，没有变化。"
    row = row or FundPayment(
        edition=one.edition, ref=one.ref, instalment=one.instalment, amount_fen=fen,
        paid_on=one.paid_on, voucher=one.voucher,
    )  # fmt: skip
    row.paid_on, row.voucher = one.paid_on, one.voucher
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "fund.paid", f"{one.edition}/{one.ref}/{one.instalment}", edition=one.edition,
        amount_fen=fen, paid_on=one.paid_on, voucher=one.voucher,
    )  # fmt: skip
    return f"{one.name}第{one.instalment}期{yuan_text(fen)}元已登记拨付。"


def _granted(desk: Desk, edition: int, ref: str, name: str) -> int:
    query = select(FundOrder).where(FundOrder.edition == edition, FundOrder.ref == ref)
    orders = desk.session.exec(query).all()
    if not orders or not same_organisation(orders[0].name, name):
        raise UnknownSubject(f"第{edition}届没有给{ref}{name}的质量发展资金，请核对届次和编号。")
    return sum(order.amount_fen for order in orders)


def _statement(desk: Desk, form: StatementForm, sha256: str) -> FundStatement:
    row = statement_of(desk, form.edition, form.ref, form.kind, form.month)
    row = row or FundStatement(
        edition=form.edition, ref=form.ref, kind=form.kind, month=form.month,
        file_sha256="", received_at=desk.at,
    )  # fmt: skip
    row.file_sha256, row.received_at = sha256, desk.at
    desk.session.add(row)
    desk.session.flush()
    return row


def _replace_items(
    desk: Desk,
    row: FundStatement,
    form: StatementForm,
    *,
    amounts: Sequence[int],
    proofs: Sequence[str],
    found: Sequence[fund_use.FundFault],
) -> None:
    for old in desk.session.exec(select(FundItem).where(FundItem.statement_id == id_of(row))):
        desk.session.delete(old)
    desk.session.flush()
    for at, (item, fen, sha) in enumerate(zip(form.items, amounts, proofs, strict=True)):
        desk.session.add(
            FundItem(
                statement_id=id_of(row), number=at + 1, use=item.use, purpose=item.purpose,
                amount_fen=fen, spent_on=item.spent_on, proof_name=item.proof, proof_sha256=sha,
                fault="；".join(one.sentence for one in found if one.item == at),
            )
        )  # fmt: skip
    desk.session.flush()


def _flag(
    desk: Desk, form: StatementForm, found: Sequence[fund_use.FundFault], source: str
) -> list[Line]:
    """Money outside its uses, or too much of it, is put to a person as a case."""
    lines = [
        Line(source, f"第{(one.item or 0) + 1}项", ok=False, sentence=f"{one.sentence}，请补交。")
        for one in found
        if not one.is_misuse
    ]
    misused = [one for one in found if one.is_misuse]
    return [*lines, *_open(desk, form, misused, source)] if misused else lines


def _open(
    desk: Desk, form: StatementForm, found: Sequence[fund_use.FundFault], source: str
) -> list[Line]:
    told = "；".join(
        f"第{one.item + 1}项：{one.sentence}" if one.item is not None else one.sentence
        for one in found
    )
    facts = f"授奖后第{form.month}个月的资金使用报告：{told}。"
    try:
        holder = find_holder(desk, form.edition, form.ref, "fund_misuse")
        case = open_case(desk, holder, "fund_misuse", facts=facts, opened_by="资金使用报告核对")
    except ActionRefused as refused:
        return [Line(source, "", ok=False, sentence=f"{facts}{refused}")]
    return [Line(source, "", ok=False, sentence=f"{facts}已立案（{case.number}），请等待认定。")]


def _fen(item: Item) -> int:
    return _positive(str(item.amount))


def _positive(amount: str) -> int:
    try:
        return fen_of(amount)
    except ValueError as wrong:
        raise ActionRefused(f"{wrong}，请改正后重新导入。") from wrong
