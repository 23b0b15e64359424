"""Major matters of an edition: referred to the committee, decided by its chair (art. 7(2), 11)."""

from sqlmodel import select

from actions.errors import ActionRefused, UnknownSubject
from actions.gates import Evidence
from actions.letters.letters import write
from models.gate import find_gate, gate_at
from models.matter import Matter, matters_of
from models.people import committee_of
from notifications.outbox import Recipient
from rules.policy.citing import Topic, noted
from runtime.desk import Desk

BASIS = Topic.MAJOR


def refer(
    desk: Desk,
    edition: int,
    *,
    run_id: str,
    title: str,
    facts: str,
    evidence: str,
    discipline_invited: bool,
    discipline_note: str,
    referred_by: str,
) -> Matter:
    """Write a matter down and tell the committee; the same matter again is not a second one.

    A run that starts again finds its own, and a run that takes the place of a lost one takes over.

    Raises:
        ActionRefused: title, facts or the referring person are missing, or nothing says why the
            discipline organ was not invited (art. 11).
    """
    told = (title.strip(), facts.strip(), referred_by.strip())
    if known := _known(desk, edition, run_id, told):
        return known
    if not all(told):
        raise ActionRefused("请写明重大事项的名称、事实和提交人。")
    if not discipline_invited and not discipline_note.strip():
        cited = noted(desk.policy(edition), Topic.DISCIPLINE)
        raise ActionRefused(f"未邀请纪检监察机关参与监督的，请说明理由{cited}。")
    matter = Matter(
        edition=edition,
        number=len(matters_of(desk.session, edition)) + 1,
        title=title.strip(),
        facts=facts.strip(),
        evidence=evidence.strip(),
        discipline_invited=discipline_invited,
        discipline_note=discipline_note.strip(),
        referred_by=referred_by.strip(),
        referred_at=desk.at,
        flow_run_id=run_id,
    )
    desk.session.add(matter)
    desk.session.flush()
    desk.record(
        "matter.referred", gate_key(matter), actor=matter.referred_by, edition=edition,
        title=matter.title, facts=matter.facts, evidence=matter.evidence,
        discipline_invited=discipline_invited, discipline_note=matter.discipline_note,
    )  # fmt: skip
    _tell_committee(desk, matter)
    return matter


def gate_key(matter: Matter) -> str:
    """``3/matter/1``."""
    return f"{matter.edition}/matter/{matter.number}"


def undecided(desk: Desk) -> list[Matter]:
    """The matters of every edition that still wait for the chair."""
    return [one for one in desk.session.exec(select(Matter)) if _is_undecided(desk, one)]


def evidence_of_matter(desk: Desk, edition: int, number: int) -> Evidence:
    """The matter as referred, and who was asked to watch.

    Raises:
        UnknownSubject: the edition has no matter of that number.
    """
    matter = get_matter(desk, edition, number)
    watched = "已邀请" if matter.discipline_invited else "未邀请"
    organ = desk.policy(matter.edition).bodies.discipline.value
    told = {
        "事项": matter.title,
        "事实": matter.facts,
        "依据材料": matter.evidence or "无",
        "监督": f"{watched}{organ}。{matter.discipline_note}",
        "提交人": f"{matter.referred_by}（{matter.referred_at:%Y-%m-%d %H:%M}）",
    }
    lines = [f"### 重大事项第{matter.number}号{noted(desk.policy(edition), BASIS)}", ""]
    lines += [f"- **{name}**：{text}" for name, text in told.items()]
    facts = {**told, "number": matter.number}
    return Evidence("\n".join(lines), facts)


def get_matter(desk: Desk, edition: int, number: int) -> Matter:
    """The matter.

    Raises:
        UnknownSubject: the edition has none of that number.
    """
    for matter in matters_of(desk.session, edition):
        if matter.number == number:
            return matter
    raise UnknownSubject(f"第{edition}届没有第{number}号重大事项。")


def _known(desk: Desk, edition: int, run_id: str, told: tuple[str, str, str]) -> Matter | None:
    for one in matters_of(desk.session, edition):
        if one.flow_run_id == run_id:
            return one
        if _is_undecided(desk, one) and told == (one.title, one.facts, one.referred_by):
            one.flow_run_id = run_id
            return one
    return None


def _is_undecided(desk: Desk, matter: Matter) -> bool:
    gate = find_gate(desk.session, gate_at(gate_key(matter)))
    return gate is None or not (gate.outcome or gate.is_cancelled)


def _tell_committee(desk: Desk, matter: Matter) -> None:
    organ = desk.policy(matter.edition).bodies.discipline.value
    watched = f"本事项已邀请{organ}参与监督。" if matter.discipline_invited else ""
    for member in committee_of(desk.session, matter.edition):
        write(
            desk, matter.edition, "matter-referred",
            key=f"{gate_key(matter)}/{member.id}/referred",
            to=Recipient(member.name, member.email), addressee=f"{member.name}{member.role}",
            basis=BASIS, number=str(matter.number), title=matter.title, facts=matter.facts,
            referred_by=matter.referred_by,
            request=f"请研究提出意见，由主任委员决定。{watched}",
        )  # fmt: skip
