"""Tasks of the stage intake (申报受理): its verbs, what it waits for, what is decided."""

from actions.entry import intake
from tasks.course import Judgement
from tasks.verbs import closing, enacting, opening

open_intake = opening(intake.open_intake)
close_intake = closing(intake.close_intake)
enact_intake = enacting(intake.enact_intake)
decision = Judgement(intake.evidence_of_intake, intake.ruling_in_intake)
