"""Tasks of the stage approval (报批): its verbs, what it waits for, what is decided."""

from actions.award import approval
from tasks.course import Judgement
from tasks.verbs import closing, enacting, opening

open_approval = opening(approval.open_approval)
close_approval = closing(approval.close_approval)
enact_approval = enacting(approval.enact_approval)
decision = Judgement(approval.evidence_of_approval, approval.ruling_in_approval)
