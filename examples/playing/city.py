"""The city government answers the request (art. 21)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from documents.forms.applicants import Applicant
from documents.forms.city_reply import CityDecision, CityReply, write_city_reply
from examples.making.papers import pdf
from examples.playing.posting import post
from examples.playing.scenario import Scenario

SCAN = "批复扫描件.pdf"


def city_reply_file(
    scenario: Scenario, submitted: Sequence[Applicant], *, on: date, folder: Path
) -> Path:
    """The reply about every name submitted, with its scan beside it."""
    part = scenario.city_reply
    reply = CityReply(
        edition=scenario.edition,
        number=part.number,
        replied_on=on,
        scan=SCAN,
        decisions=tuple(
            CityDecision(ref=one.ref, name=one.name, decision=part.decision) for one in submitted
        ),
    )
    post(folder, SCAN, pdf((part.number, "批复扫描件（演示）")))
    return post(folder, "市人民政府批复.xlsx", write_city_reply(reply))
