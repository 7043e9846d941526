"""Why a figure is missing or needs a word beside it: a code that is stored, and a sentence that is shown."""

from enum import StrEnum
from typing import Final


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation without Django; ``makemessages`` knows this name."""
    return sentence


class Reason(StrEnum):
    NO_SHEET = "no_sheet"
    INCOMPLETE_SHEET = "incomplete_sheet"
    NOT_RANKED_BY_ANY_JUDGE = "not_ranked_by_any_judge"
    NO_SPREAD = "no_spread"
    NO_DRAWS = "no_draws"
    ALONE_IN_BLOCK = "alone_in_block"
    UNCONNECTED = "unconnected"
    UNCONNECTED_COMPARED = "unconnected_compared"
    FEW_SHEETS = "few_sheets"
    CONSTANT_JUDGE = "constant_judge"
    SINGLE_SHEET_JUDGE = "single_sheet_judge"
    ONLY_JUDGE_IN_BLOCK = "only_judge_in_block"
    TOO_FEW_SHARED_ENTRIES = "too_few_shared_entries"
    NO_VARIATION = "no_variation"
    CANCELLED = "cancelled"
    NO_OVERLAP = "no_overlap"
    INCOMPLETE_DESIGN = "incomplete_design"
    TOO_FEW_FOR_ICC = "too_few_for_icc"
    LEFT_TO_CHAIR = "left_to_chair"


SENTENCES: Final[dict[Reason, str]] = {
    Reason.NO_SHEET: gettext_noop("No judge has completed a sheet for this entry."),
    Reason.INCOMPLETE_SHEET: gettext_noop("A criterion has no score on this sheet, so the sheet is left out."),
    Reason.NOT_RANKED_BY_ANY_JUDGE: gettext_noop("No judge of this entry scored another one to rank it against."),
    Reason.NO_SPREAD: gettext_noop("There are too few sheets to tell how much judges differ on one entry."),
    Reason.NO_DRAWS: gettext_noop("No simulation was asked for."),
    Reason.ALONE_IN_BLOCK: gettext_noop("This entry shares no judge with another one, so it is not compared."),
    Reason.UNCONNECTED: gettext_noop(
        "Entries fall into groups that share no judge, and are only compared within them."
    ),
    Reason.UNCONNECTED_COMPARED: gettext_noop(
        "Entries fall into groups that share no judge. This method compares them all the same, so that in part it may compare "
        "how strict their judges are."
    ),
    Reason.FEW_SHEETS: gettext_noop("This judge has fewer than three sheets, so their totals count as they stand."),
    Reason.CONSTANT_JUDGE: gettext_noop(
        "This judge gave every entry the same total, so their sheets count as average."
    ),
    Reason.SINGLE_SHEET_JUDGE: gettext_noop(
        "This judge scored one entry only, which gives no order, so it is left out."
    ),
    Reason.ONLY_JUDGE_IN_BLOCK: gettext_noop(
        "No other judge shares an entry with this one, so there is no comparison."
    ),
    Reason.TOO_FEW_SHARED_ENTRIES: gettext_noop("This judge shares fewer than three entries with other judges."),
    Reason.NO_VARIATION: gettext_noop("All totals are the same, so agreement cannot be told from chance."),
    Reason.CANCELLED: gettext_noop(
        "Entries differ no more than chance and strictness explain, so this coefficient has no value."
    ),
    Reason.NO_OVERLAP: gettext_noop("No entry was scored by two judges."),
    Reason.INCOMPLETE_DESIGN: gettext_noop("Not every judge scored every entry, which this coefficient needs."),
    Reason.TOO_FEW_FOR_ICC: gettext_noop("This coefficient needs at least two entries and two judges."),
    Reason.LEFT_TO_CHAIR: gettext_noop("The rulebook's tie-breaks leave this tie to the chair."),
}

Notes = dict[str, Reason]
"""Reasons by figure: ``icc_2_1`` speaks of the category, ``score:E1`` of one entry, ``severity:J1`` of one judge."""
