"""What people hand in during the years after the award: forms, with their proofs beside them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from documents.forms.application import read_application, write_application
from documents.forms.fund_payments import Payment, write_fund_payments
from documents.forms.fund_statement import FundStatement, Item, write_fund_statement
from documents.forms.incidents import Incident, write_incidents
from documents.forms.progress import Progress, write_progress
from documents.forms.title_uses import TitleUse, write_title_uses
from examples.making.applications import FORM
from examples.making.papers import pdf
from examples.playing.posting import post

GRANT = Decimal(300_000)
PROOF = "付款凭证.pdf"


def payments_file(edition: int, winners: Mapping[str, str], *, on: date, folder: Path) -> Path:
    """The finance office paid every winner (receipt number → name) its whole money."""
    rows = [
        Payment(
            edition=edition, ref=ref, name=name, instalment=1, amount=GRANT,
            paid_on=on, voucher=f"CZ-{ref}",
        )
        for ref, name in winners.items()
    ]  # fmt: skip
    return post(folder, "资金拨付登记.xlsx", write_fund_payments(rows))


def plan_file(edition: int, ref: str, name: str, *, folder: Path) -> Path:
    """A plan of use that does."""
    items = (
        Item(use="人员培训", purpose="卓越绩效自评师培训", amount=Decimal(100_000)),
        Item(use="质量攻关", purpose="关键工序质量攻关", amount=Decimal(200_000)),
    )
    return _statement((edition, ref, name), "plan", items, folder)


def report_file(
    edition: int, ref: str, name: str, uses: Mapping[str, int], *, on: date, folder: Path
) -> Path:
    """A report of use, in yuan by use, each with its proof."""
    post(folder, PROOF, pdf(("付款凭证", "演示")))
    items = tuple(
        Item(use=use, purpose="按计划支出", amount=Decimal(yuan), spent_on=on, proof=PROOF)
        for use, yuan in uses.items()
    )
    return _statement((edition, ref, name), "report", items, folder)


def title_file(edition: int, uses: Sequence[tuple[str, bool]], *, on: date, folder: Path) -> Path:
    """Uses of the title seen that day: the winner, and whether it was on a product."""
    rows = [
        TitleUse(
            edition=edition, holder=name, medium="产品宣传" if product else "企业形象宣传",
            place="产品包装箱" if product else "单位官网首页", shows_year=not product, seen_on=on,
        )
        for name, product in uses
    ]  # fmt: skip
    return post(folder, "称号使用登记.xlsx", write_title_uses(rows))


def incident_file(rows: Sequence[Incident], *, folder: Path) -> Path:
    """Reports of departments, with the papers they name."""
    for name in {name for row in rows for name in row.evidence}:
        post(folder, name, pdf((name, "演示")))
    return post(folder, "情况通报表.xlsx", write_incidents(rows))


def progress_file(rows: Sequence[Progress], *, folder: Path, name: str) -> Path:
    """What was done in cases, with its proofs."""
    for proof in {row.proof for row in rows if row.proof}:
        post(folder, proof, pdf((proof, "演示")))
    return post(folder, f"案件办理情况-{name}.xlsx", write_progress(rows))


def package_for(source: Path, target: Path, *, years: int) -> Path:
    """An earlier package as its sender would hand it in some years later."""
    for file in source.iterdir():
        post(target, file.name, file.read_bytes())
    form = read_application((source / FORM).read_bytes(), FORM)
    figures = tuple(one.model_copy(update={"year": one.year + years}) for one in form.figures)
    signed = form.declarations.signed_on
    declared = form.declarations.model_copy(
        update={"signed_on": signed.replace(year=signed.year + years)}
    )
    form = form.model_copy(update={"figures": figures, "declarations": declared})
    post(target, FORM, write_application(form))
    return target


def _statement(
    winner: tuple[int, str, str], kind: str, items: tuple[Item, ...], folder: Path
) -> Path:
    """`winner` is edition, receipt number and name."""
    edition, ref, name = winner
    month = 12 if kind == "report" else 0
    values = {"edition": edition, "ref": ref, "name": name, "kind": kind, "month": month}
    form = FundStatement.model_validate({**values, "items": items})
    word = "报告" if kind == "report" else "计划"
    return post(folder, f"资金使用{word}-{name}.xlsx", write_fund_statement(form))
