"""The list goes up, objections come in, are investigated, and the members write (art. 20)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from documents.forms.applicants import Applicant
from documents.forms.channels import ChannelProof, write_channels
from documents.forms.investigation import Investigation, write_investigation
from documents.forms.objections import Objection, write_objections
from documents.forms.opinions import WrittenOpinion, write_opinions
from examples.making.papers import pdf
from examples.playing.posting import post
from examples.playing.scenario import PublicObjection, Scenario


def channel_file(scenario: Scenario, *, starts_at: datetime, folder: Path) -> Path:
    """Proof of every channel, with the screenshots beside it; `starts_at` is aware."""
    proofs = [
        ChannelProof(
            channel=one.channel,
            url=one.url,
            published_at=starts_at + timedelta(hours=one.after_hours),
            proof=f"公示证明-{one.channel}.pdf",
        )
        for one in scenario.channels
    ]
    for proof in proofs:
        post(folder, proof.proof, pdf((proof.channel, proof.url, "公示截图（演示）")))
    return post(folder, "公示发布证明.xlsx", write_channels(proofs))


def recheck_file(
    scenario: Scenario, starts_at: datetime, checked_at: datetime, *, folder: Path
) -> Path:
    """The same proofs with what was seen on each channel after the period (art. 20)."""
    proofs = [
        ChannelProof(
            channel=one.channel,
            url=one.url,
            published_at=starts_at + timedelta(hours=one.after_hours),
            proof=f"公示证明-{one.channel}.pdf",
            checked_at=checked_at,
            check_result="仍在公示",
            check_proof=f"公示期满复核-{one.channel}.pdf",
        )
        for one in scenario.channels
    ]
    for proof in proofs:
        post(folder, proof.check_proof, pdf((proof.channel, proof.url, "期满复核截图（演示）")))
    return post(folder, "公示期满复核.xlsx", write_channels(proofs))


def objection_file(
    scenario: Scenario,
    listed: Mapping[str, Sequence[Applicant]],
    *,
    starts_at: datetime,
    folder: Path,
) -> Path:
    """The register of objections; `listed` are the names proposed for each prize, in order."""
    rows = [_objection(one, listed, starts_at) for one in scenario.objections]
    return post(folder, "异议登记表.xlsx", write_objections(rows))


def _objection(
    one: PublicObjection, listed: Mapping[str, Sequence[Applicant]], starts_at: datetime
) -> Objection:
    names = listed[one.prize]
    about = names[min(one.place, len(names)) - 1]
    return Objection(
        number=one.number,
        received_at=starts_at + timedelta(hours=one.after_hours),
        ref=about.ref,
        applicant=about.name,
        objector=one.objector,
        identity="实名" if one.objector else "匿名",
        contact=one.contact,
        matter=one.matter,
        evidence=one.evidence,
    )


def investigation_file(scenario: Scenario, *, on: date, folder: Path) -> Path:
    """What was found about every objection."""
    rows = [
        Investigation(
            objection=one.number,
            method=one.method,
            findings=one.findings,
            opinion=one.opinion,
            investigated_on=on,
        )
        for one in scenario.objections
    ]
    return post(folder, "调查核实情况表.xlsx", write_investigation(rows))


def opinion_file(scenario: Scenario, members: Sequence[str], *, on: date, folder: Path) -> Path:
    """The members' opinions about every objection, by name; the silent one's are missing."""
    part = scenario.opinions
    rows = [
        WrittenOpinion(
            objection=objection.number,
            member=member,
            opinion="不同意" if member == part.opposed else "同意",
            text=part.opposed_text if member == part.opposed else part.agreed_text,
            replied_on=on,
        )
        for objection in scenario.objections
        for member in members
        if member != part.silent
    ]
    return post(folder, "委员书面意见表.xlsx", write_opinions(rows))
