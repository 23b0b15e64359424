"""Tasks of the stage call (申报通知): its verbs, what it waits for, what is decided."""

from actions.entry import call
from tasks.course import Judgement
from tasks.verbs import closing, enacting, opening

open_call = opening(call.open_call)
close_call = closing(call.close_call)
enact_call = enacting(call.enact_call)
decision = Judgement(call.evidence_of_call, call.ruling_in_call)
