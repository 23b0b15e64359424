"""Tasks of the stage panels (组建评审组): its verbs, what it waits for, what is decided."""

from actions.panels import panels
from tasks.course import Judgement
from tasks.verbs import closing, enacting, opening
from tasks.waiting import all_in_however_late

open_panels = opening(panels.open_panels)
close_panels = closing(panels.close_panels)
enact_panels = enacting(panels.enact_panels)
decision = Judgement(panels.evidence_of_panels, panels.ruling_in_panels)
everything_in = all_in_however_late(panels.owed_in_panels)
