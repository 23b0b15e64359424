"""Tasks of the stage deliberation (审议投票): its verbs, what it waits for, what is decided."""

from actions.vote import deliberation
from tasks.course import Judgement
from tasks.verbs import closing, enacting, opening
from tasks.waiting import all_in_however_late

open_deliberation = opening(deliberation.open_deliberation)
close_deliberation = closing(deliberation.close_deliberation)
enact_deliberation = enacting(deliberation.enact_deliberation)
decision = Judgement(deliberation.evidence_of_deliberation, deliberation.ruling_in_deliberation)
everything_in = all_in_however_late(deliberation.owed_in_deliberation)
