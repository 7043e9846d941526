"""A judge's own workbook comes back: checked as the page checks, shown as changes, and taken whole or not at all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.refusals import StaleState
from intake.problems import BadFile, Problem
from intake.workbooks import read_workbook
from judging.enums import AssignmentState, Confidence
from judging.models import Seat
from judging.queries.own_workbook import COMMENT, ENTRY, SURE, VERSION, WHY, OwnSheet, criteria_in, own_sheets_held
from judging.services.scoring import save_scores
from programmes.models import Rulebook

CODE = re.compile(r"\[([^\[\]]+)\]\s*$")
LONGEST_COMMENT = 4000
FINEST = -3

Cells = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Change:
    """What the file would change on one sheet. ``later`` says that the sheet was saved on the page since the download."""

    sheet: int
    reference: str
    version: int
    values: dict[str, Decimal]
    was: dict[str, Decimal | None]
    comment: str | None
    later: bool
    words: dict[str, str]
    sure: str | None

    @property
    def packed(self) -> list[Any]:
        """The change as plain values, to be signed and sent again when it is confirmed."""
        values = {code: str(value) for code, value in self.values.items()}
        return [self.sheet, self.version, values, self.comment, self.words, self.sure]

    @property
    def is_one(self) -> bool:
        """Whether it changes anything."""
        return bool(self.values or self.words or self.comment is not None or self.sure is not None)


def changes_of(*, seat: Seat, content: bytes) -> list[Change]:
    """What a workbook changes on its judge's own sheets; nothing is written. An empty cell leaves what is held.

    Raises BadFile naming every bad row and column: no sheet of theirs, a score off the scale or for a criterion that is not
    scored there, words without a score, another score for a sheet that is sent.
    """
    held = {one.sheet.entry.reference: one for one in own_sheets_held(seat)}
    titles = {criterion.code: criterion.title for criterion in criteria_in(list(held.values()))}
    rulebook = seat.panel.cycle.rulebook
    problems: list[Problem] = []
    changes: dict[str, Change] = {}
    for number, cells in _rows(content, titles):
        reference = cells.get(ENTRY, ("", ""))[0]
        one = held.get(reference)
        if one is None:
            problems.append(Problem(number, _("Entry"), _("“%(entry)s” is no sheet of yours") % {"entry": reference}))
        elif reference in changes:
            problems.append(Problem(number, _("Entry"), _("%(entry)s stands here twice") % {"entry": reference}))
        else:
            changes[reference] = _change(one, cells, number, titles, rulebook, problems)
    if problems:
        raise BadFile(problems)
    return [change for change in changes.values() if change.is_one]


@transaction.atomic
def take_changes(*, seat: Seat, packed: Iterable[list[Any]], actor: User) -> int:
    """Write the changes of a preview, all or none; returns how many sheets changed.

    Raises StaleState where a sheet was saved or sent since the preview, and whatever ``save_scores`` refuses.
    """
    held = {one.sheet.pk: one.sheet for one in own_sheets_held(seat)}
    count = 0
    for pk, version, values, comment, words, sure in packed:
        sheet = held.get(pk)
        if sheet is None or sheet.version != version:
            raise StaleState(_("A sheet has changed since you looked, so nothing was saved. Upload the file again."))
        given = {code: Decimal(value) for code, value in values.items()}
        save_scores(
            sheet=sheet,
            values=given,
            version=version,
            comments=words,
            comment=comment,
            confidence=sure,
            actor=actor,
        )
        count += 1
    return count


def _rows(content: bytes, titles: Mapping[str, str]) -> list[tuple[int, Cells]]:
    """The rows that hold something, by the code in brackets of each column's heading."""
    rows = list(read_workbook(content))
    if not rows:
        raise BadFile(_("the file is empty"))
    codes = [found.group(1) if (found := CODE.search(text)) else "" for text, _wrong in rows[0][1]]
    known = {ENTRY, VERSION, COMMENT, SURE, *titles, *(f"{code}{WHY}" for code in titles)}
    strange = [code for code in codes if code and code not in known]
    if ENTRY not in codes or strange or len([code for code in codes if code]) != len({code for code in codes if code}):
        words = _("the first row is not that of the file you downloaded; leave the words in brackets as they are")
        raise BadFile([Problem(1, ", ".join(strange), words)])
    named = [(number, dict(zip(codes, cells, strict=False))) for number, cells in rows[1:]]
    return [(number, cells) for number, cells in named if any(text or wrong for text, wrong in cells.values())]


def _change(
    one: OwnSheet,
    cells: Cells,
    number: int,
    titles: Mapping[str, str],
    rulebook: Rulebook | None,
    problems: list[Problem],
) -> Change:
    values: dict[str, Decimal] = {}
    for code, title in titles.items():
        text, wrong = cells.get(code, ("", ""))
        if wrong or text:
            value, words = (None, wrong) if wrong else _value(text, one, code, rulebook)
            if words:
                problems.append(Problem(number, title, words))
            elif value is not None and one.values.get(code) != value:
                values[code] = value
    why = _words(one, cells, values, number, titles, problems)
    sure = _sure(one, cells.get(SURE, ("", ""))[0], number, problems)
    comment = cells.get(COMMENT, ("", ""))[0].strip()
    changed = comment if comment and comment != one.sheet.comment.strip() else None
    if changed is not None and len(changed) > LONGEST_COMMENT:
        problems.append(Problem(number, _("Comment for the panel"), _("is longer than 4,000 characters")))
    if (values or why or sure is not None or changed is not None) and one.sheet.state == AssignmentState.SUBMITTED:
        problems.append(Problem(number, _("Entry"), _("is sent already; the chair reopens a sheet")))
    return Change(
        sheet=one.sheet.pk,
        reference=one.sheet.entry.reference,
        version=one.sheet.version,
        values=values,
        was={code: one.values.get(code) for code in values},
        comment=changed,
        later=cells.get(VERSION, ("", ""))[0] != str(one.sheet.version),
        words=why,
        sure=sure,
    )


def _words(
    one: OwnSheet,
    cells: Cells,
    values: Mapping[str, Decimal],
    number: int,
    titles: Mapping[str, str],
    problems: list[Problem],
) -> dict[str, str]:
    """The words on criteria that differ from what is held; they stand with a score."""
    found = {code: cells.get(f"{code}{WHY}", ("", ""))[0].strip() for code in titles}
    changed = {code: text for code, text in found.items() if text and text != one.words.get(code, "").strip()}
    for code, text in changed.items():
        column = _("Why: %(criterion)s") % {"criterion": titles[code]}
        if code not in one.codes:
            problems.append(Problem(number, column, _("is not scored in this category")))
        elif code not in values and code not in one.values:
            problems.append(Problem(number, column, _("has no score beside it")))
        elif len(text) > LONGEST_COMMENT:
            problems.append(Problem(number, column, _("is longer than 4,000 characters")))
    return changed


def _sure(one: OwnSheet, text: str, number: int, problems: list[Problem]) -> str | None:
    """How sure the judge is, where it changes: written as the heading has it, in whatever case, or as its code."""
    if not text:
        return None
    known = {str(level.label).casefold(): level.value for level in Confidence}
    known |= {level.value: level.value for level in Confidence}
    value = known.get(text.strip().casefold())
    if value is None:
        words = _("“%(text)s” is none of: %(known)s")
        labels = ", ".join(map(str, Confidence.labels))
        problems.append(Problem(number, _("How sure"), words % {"text": text[:40], "known": labels}))
    return value if value != one.sheet.confidence else None


def _value(text: str, one: OwnSheet, code: str, rulebook: Rulebook | None) -> tuple[Decimal | None, str]:
    """The score in a cell, and what is wrong with it ("" if nothing)."""
    low, high = (rulebook.scale_low, rulebook.scale_high) if rulebook else (0, 0)
    if code not in one.codes:
        return None, _("is not scored in this category")
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None, _("“%(text)s” is no number") % {"text": text[:40]}
    exponent = value.normalize().as_tuple().exponent
    if not value.is_finite() or not low <= value <= high or not isinstance(exponent, int) or exponent < FINEST:
        return None, _("%(value)s is not on the scale from %(low)s to %(high)s") % {
            "value": text[:40],
            "low": low,
            "high": high,
        }
    return value, ""
