"""In which stages of a cycle what can be done."""

from programmes.enums import Stage

# Until the panel has decided it can still change, and an invitation to it be answered; afterwards it is history.
SEATING_STAGES = (Stage.PLANNED, Stage.OPEN, Stage.SCREENING, Stage.JUDGING, Stage.DELIBERATING)
