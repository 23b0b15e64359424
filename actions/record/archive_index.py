"""The index and the README of an archive pack: what is in it, for how long, how to check it."""

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from actions.record.archive_parts import Part
from documents.forms.archive_index import DecisionRow, FiledRow, ItemRow, write_index
from documents.papers.wording import edition_text
from models.custody import items_of
from models.gate import Decision, Gate, Outcome
from rules.policy import Policy
from runtime.desk import Desk

_SAID = {Outcome.APPROVED: "同意", Outcome.RETURNED: "退回"}
_README = """{award}{edition}归档包

本包由“质奖”导出，同一届次、同一状态重复导出，每个字节都相同。

内容
  README.txt      本说明
  index.xlsx      归档目录：每个文件的种类、题名、文号、保管期限和校验值，各阶段的决定，证书和奖牌
  verify.html     核对网页：用浏览器打开，选择本归档包，在本机重算，不联网
  record.json     记录：政策、抽签、评分、名单、计票的输入和结果，以及全部留痕
  manifest.json   清单：包内其他每个文件的 SHA-256 校验值
  papers/         公文（.docx），按阶段和次数分放
  scans/          签章扫描件，题名中写明对应公文的校验值
  pdf/            公文的 PDF
  pictures/       公文中的图（.svg）
  inputs/         收到的材料；文件名前12位是校验值

共 {count} 个文件。保管期限的依据见政策包“归档”一节，由承办机构确认。

核对
  用浏览器打开 verify.html（最好从承办机构以外取得），选择本文件；也可
  在任何一台装有“质奖”的电脑上运行  zhijiang verify 本文件.zip
  不需要数据库。也可以用任何工具逐个计算 SHA-256，与 manifest.json 比对。
  记录的格式是公开的，可以另写程序重算。
"""


def index_of(desk: Desk, edition: int, parts: Sequence[Part]) -> bytes:
    """index.xlsx over these parts."""
    policy = desk.policy(edition)
    title = f"{policy.meta.award_name.value}{edition_text(edition)}"
    return write_index(
        title,
        [_filed(policy, part) for part in parts],
        _decisions(desk, edition),
        [
            ItemRow(number=i.number, kind=i.kind.label, holder=i.holder, state=i.state.label)
            for i in items_of(desk.session, edition)
        ],
    )


def readme_of(desk: Desk, edition: int, count: int) -> str:
    """README.txt; `count` files lie beside it."""
    award = desk.policy(edition).meta.award_name.value
    return _README.format(award=award, edition=edition_text(edition), count=count)


def _filed(policy: Policy, part: Part) -> FiledRow:
    kept = policy.archive.retention(part.kind) if policy.archive else "未规定"
    return FiledRow(
        path=part.path,
        kind=part.kind,
        title=part.title,
        number=part.number,
        issued_on=date.fromisoformat(part.issued_on) if part.issued_on else None,
        retention=kept,
        size=len(part.data),
        sha256=hashlib.sha256(part.data).hexdigest(),
    )


def _decisions(desk: Desk, edition: int) -> list[DecisionRow]:
    rows = desk.session.exec(
        select(Gate, Decision)
        .join(Decision, col(Decision.gate_id) == Gate.id)
        .where(Gate.edition == edition)
        .order_by(col(Decision.id))
    )
    return [
        DecisionRow(
            gate=gate.title,
            outcome=_SAID[found.outcome],
            approver=found.approver,
            opinion=found.opinion,
            decided_at=found.decided_at,
            evidence=found.evidence_sha256,
        )
        for gate, found in rows
    ]
