"""A panel's leader hands in what was verified on site, signed by each applicant (art. 18)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from documents.forms.applicants import Applicant
from documents.forms.site_facts import SiteFact, write_site_facts
from examples.making.people import name_for
from examples.playing.posting import post

MATTER = "申报表所填主要经济指标、质量结果与原始记录是否一致"
_CORRECTED_PLACE = 3
_AS_TOLD = "抽查原始记录、报表和证书原件，与申报表一致"
_CORRECTED = "顾客满意度按原始问卷更正，与申报表相差不足一个百分点"


def site_facts_file(
    panel: int, leader: str, visits: Sequence[tuple[Applicant, datetime]], *, folder: Path
) -> Path:
    """One matter for each applicant as found on its day; the third one's figure is corrected."""
    facts = [
        SiteFact(
            ref=one.ref,
            name=one.name,
            matter=MATTER,
            conclusion="更正" if place == _CORRECTED_PLACE else "属实",
            evidence=_CORRECTED if place == _CORRECTED_PLACE else _AS_TOLD,
            checker=leader,
            representative=name_for(f"{one.name}/签字代表"),
            signed_on=at.date(),
        )
        for place, (one, at) in enumerate(visits, start=1)
    ]
    return post(folder, f"现场核实表-第{panel}组.xlsx", write_site_facts(facts))
