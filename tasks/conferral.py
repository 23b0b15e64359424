"""Tasks of the stage conferral (授奖): its verbs, what it waits for, what is decided."""

from actions.award import conferral
from tasks.course import Judgement
from tasks.verbs import closing, enacting, opening

open_conferral = opening(conferral.open_conferral)
close_conferral = closing(conferral.close_conferral)
enact_conferral = enacting(conferral.enact_conferral)
decision = Judgement(conferral.evidence_of_conferral, conferral.ruling_in_conferral)
