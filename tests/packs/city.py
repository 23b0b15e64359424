"""What the people of a small edition hand in, as files: from registers to the city's reply."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from documents.forms.applicants import Applicant
from documents.forms.city_reply import CityDecision, CityReply, write_city_reply
from documents.forms.committee import Member, write_committee
from documents.forms.contacts import Contact, write_contacts
from documents.forms.declaration import DeclarationForm, DeclarationLine, write_declaration
from documents.forms.listings import Listing, Listings, write_listings
from documents.forms.outside_scores import OutsideScore, OutsideScores, write_outside_scores
from documents.forms.reply import ReplyForm, ReplyLine, write_reply
from documents.forms.reviewers import Reviewer, ReviewerPool, write_reviewers
from documents.forms.score_sheet import (
    ApplicantSheet,
    BlankItem,
    Item,
    ScoreWorkbook,
    SiteItem,
    write_score_sheet,
)
from documents.forms.tally import NamedVote, Recusal, Round, TallyForm, TallyLine
from documents.forms.verification import VerificationForm, VerificationLine, write_verification
from examples.making.variety import credit_code
from examples.playing.declarations import DrawnPanel
from examples.playing.posting import post
from examples.playing.scores import Task
from rules.policy import Policy
from tests.actions.packages import package

EDITION = 1
MEMBERS = 9
REVIEWERS = 12
VERIFIER = "示例质量评价中心"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An applicant, and the percentage every reviewer gives it on paper and on site."""

    name: str
    level: int
    on_site: int = 0

    def percent(self, stage: str) -> int:
        return self.on_site or self.level if stage == "site-review" else self.level


def codes(region: str, candidates: Sequence[Candidate]) -> dict[str, str]:
    """Credit code by name."""
    return {one.name: credit_code("91", region, serial) for serial, one in enumerate(candidates, 1)}


def registers(policy: Policy, region: str, folder: Path) -> list[Path]:
    """Contacts, pool and committee."""
    members = [
        Member(
            name=f"委员{number}",
            employer="示例大学",
            post="教授",
            role="主任委员" if number == 1 else "委员",
            email=f"m{number}@committee.example",
        )
        for number in range(1, MEMBERS + 1)
    ]
    pool = ReviewerPool(
        reviewers=tuple(
            Reviewer(
                id=f"E{number:02d}",
                name=f"评审员{number}",
                employer=f"示例第{number}协会",
                email=f"e{number}@reviewer.example",
            )
            for number in range(1, REVIEWERS + 1)
        )
    )
    return [
        post(folder, "通讯录.xlsx", write_contacts(tuple(_contacts(policy, region)))),
        post(folder, "委员名单.xlsx", write_committee(members)),
        post(folder, "评审员库.xlsx", write_reviewers(pool)),
    ]


def applications(
    candidates: Sequence[Candidate], region: str, year: int, folder: Path
) -> list[Path]:
    """A package for each, as a folder."""
    from tests.documents.forms.factories import figures

    own = codes(region, candidates)
    paths = []
    for one in candidates:
        files = package(
            name=one.name,
            former_names=(),
            uscc=own[one.name],
            region=region,
            figures=tuple(figures(year - back) for back in (3, 2, 1)),
        )
        place = folder / one.name
        for name, content in files.items():
            post(place, name, content)
        paths.append(place)
    return paths


def lists(policy: Policy, listed: Mapping[str, str], folder: Path) -> list[Path]:
    """Each list that a condition names, with the same organisations (credit code by name)."""
    rows = tuple(
        Listing(list_name=condition.params.value.name, uscc=code, name=name, since=date(2025, 1, 1))
        for condition in policy.eligibility.conditions
        if condition.params.value.check == "listed"
        for name, code in listed.items()
    )
    form = Listings(rows=rows)
    return [post(folder, "名录登记表.xlsx", write_listings(form))] if rows else []


def outside_scores(
    policy: Policy, scores: Sequence[tuple[Applicant, int]], folder: Path
) -> list[Path]:
    """A form for each component that no stage produces."""
    outside = policy.scoring.outside.value if policy.scoring.outside else {}
    return [
        post(
            folder,
            f"外部得分表-{component}.xlsx",
            write_outside_scores(
                OutsideScores(
                    edition=EDITION, component=component, component_name=title,
                    source="示例调查中心", signed_by="负责人",
                    lines=tuple(
                        OutsideScore(ref=one.ref, name=one.name, score=Decimal(score))
                        for one, score in scores
                    ),
                )
            ),
        )
        for component, title in outside.items()
    ]  # fmt: skip


def named(form: TallyForm) -> TallyForm:
    """The same count with who voted how: the first members voted for a name, the others against."""
    votes = tuple(
        NamedVote(
            round=one.round, member=f"委员{position}", ref=line.ref, name=line.name,
            choice="同意" if position <= line.votes_for else "不同意",
        )
        for one in form.rounds
        for position in range(1, MEMBERS + 1)
        for line in one.lines
    )  # fmt: skip
    return form.model_copy(update={"votes": votes})


def replies(
    policy: Policy, applicants: Sequence[Applicant], *, on: date, folder: Path
) -> list[Path]:
    """No department objects, and everything verified is as claimed."""
    paths = []
    for department in policy.departments:
        lines = tuple(
            ReplyLine(ref=one.ref, name=one.name, uscc=one.uscc, opinion="无异议")
            for one in applicants
        )
        name = department.name.value
        form = ReplyForm(
            edition=EDITION, department=name, signed_by="签发人", replied_on=on, lines=lines
        )
        paths.append(post(folder, f"反馈-{name}.xlsx", write_reply(form)))
    found = VerificationForm(
        edition=EDITION,
        verifier=VERIFIER,
        signed_by="签发人",
        replied_on=on,
        lines=tuple(
            VerificationLine(
                ref=one.ref, name=one.name, condition=condition, outcome="满足",
                evidence="查阅原始记录", checker="核实人",
            )
            for one in applicants
            for condition in policy.verification.conditions.value
        ),
    )  # fmt: skip
    return [*paths, post(folder, "核实情况.xlsx", write_verification(found))]


def declarations(panels: Sequence[DrawnPanel], *, on: date, folder: Path) -> list[Path]:
    """Nobody has an interest."""
    return [
        post(
            folder,
            f"回避声明-{reviewer}.xlsx",
            write_declaration(
                DeclarationForm(
                    edition=EDITION, panel=panel.number, reviewer=reviewer, name=name,
                    confidential=True, signed_on=on,
                    lines=tuple(
                        DeclarationLine(ref=one.ref, applicant=one.name, interest="无")
                        for one in panel.applicants
                    ),
                )
            ),
        )
        for panel in panels
        for reviewer, name in panel.reviewers
    ]  # fmt: skip


def score_sheets(
    tasks: Sequence[Task], candidates: Sequence[Candidate], folder: Path
) -> list[Path]:
    """Every reviewer gives every item of an applicant the applicant's percentage."""
    levels = {one.name: one for one in candidates}
    return [
        post(
            folder,
            f"评分表-{task.stage}-{task.reviewer}.xlsx",
            write_score_sheet(
                ScoreWorkbook(
                    edition=EDITION, stage=task.stage, panel=task.panel_number,
                    reviewer=task.reviewer, reviewer_name=task.reviewer_name,
                    criteria=task.criteria,
                    sheets=tuple(
                        ApplicantSheet(
                            ref=blank.ref, applicant=blank.applicant, overall="良好",
                            items=tuple(
                                _item(one, levels[blank.applicant].percent(task.stage), task.stage)
                                for one in blank.items
                            ),
                        )
                        for blank in task.sheets
                    ),
                )
            ),
        )
        for task in tasks
    ]  # fmt: skip


def round_of(
    number: int,
    prize: str,
    votes: Sequence[tuple[Applicant, int]],
    *,
    ballots: int = MEMBERS,
    is_run_off: bool = False,
) -> Round:
    """A round everybody voted in; who did not vote for a name voted against it."""
    return Round(
        round=number, prize=prize, is_run_off=is_run_off,
        issued=ballots, returned=ballots, valid=ballots, void=0,
        lines=tuple(
            TallyLine(
                ref=one.ref, name=one.name, votes_for=own, votes_against=ballots - own,
                votes_blank=0, recused=0,
            )
            for one, own in votes
        ),
    )  # fmt: skip


def tally(held_on: date, rounds: Sequence[Round], recusals: Sequence[Recusal] = ()) -> TallyForm:
    return TallyForm(
        edition=EDITION, held_on=held_on, appointed=MEMBERS, present=MEMBERS, presided_by="委员1",
        teller_1="计票甲", teller_2="计票乙", observer="监票丙",
        recusals=tuple(recusals), rounds=tuple(rounds),
    )  # fmt: skip


def city_reply(
    names: Sequence[Applicant], struck: Sequence[str], *, on: date, folder: Path
) -> list[Path]:
    """The city government agrees to all but the struck receipt numbers."""
    form = CityReply(
        edition=EDITION, number="示政函〔2026〕9号", replied_on=on, scan="批复.pdf",
        decisions=tuple(
            CityDecision(
                ref=one.ref, name=one.name, decision="不同意" if one.ref in struck else "同意"
            )
            for one in names
        ),
    )  # fmt: skip
    return [
        post(folder, "批复.pdf", b"%PDF-1.4 scan"),
        post(folder, "批复登记表.xlsx", write_city_reply(form)),
    ]


def _contacts(policy: Policy, region: str) -> Iterator[Contact]:
    def one(kind: str, name: str, **own: str) -> Contact:
        plain = {"kind": kind, "name": name, "person": "联系人", "phone": "0570-1234567"}
        mailbox = f"c{len(kind + name)}-{ord(name[-1])}@city.example"
        return Contact.model_validate({**plain, "email": mailbox, **own})

    yield one("县区", "示例区质量强区办公室", region=region)
    yield one("第三方", VERIFIER)
    yield one("办公室", policy.bodies.office.value)
    yield one("市政府", policy.bodies.government.value)
    yield one("财政", policy.bodies.finance.value)
    for department in policy.departments:
        yield one("部门", department.name.value)


def _item(blank: BlankItem, percent: int, stage: str) -> Item:
    own = {
        "number": blank.number, "name": blank.name, "points": blank.points, "percent": percent,
        "strengths": "方法系统", "improvements": "展开不够",
    }  # fmt: skip
    if stage == "document-review":
        return Item.model_validate(own)
    before = blank.document_percent
    reason = "" if before == percent else "现场查证有新的证据"
    return SiteItem.model_validate({**own, "document_percent": before, "reason": reason})
