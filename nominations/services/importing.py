"""Take nominations from a file: all of them or none, and the same file again adds nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services.recording import Act, record_all
from intake.problems import BadFile
from intake.tables import Row
from nominations.models import Evidence, FormAnswer, Nomination, Nominee
from nominations.queries.window import BEFORE_JUDGING
from nominations.refusals import WindowClosed
from nominations.services.answers import answer_rows
from nominations.services.consenting import write_given
from nominations.services.import_rows import CheckedRow, check_rows
from nominations.services.members import store_members
from nominations.services.naming import nomination_references
from nominations.services.stories import rows_of
from programmes.models import Cycle

BATCH = 500


@dataclass(frozen=True)
class Imported:
    """What an import did: how many came in, and how many had come with an earlier file."""

    added: int
    known: int


@transaction.atomic
def import_nominations(*, cycle: Cycle, rows: Sequence[Row], actor: User | None) -> Imported:
    """Add a file's nominations to a cycle as submitted. Rows whose reference is known already are passed over.

    Raises BadFile naming every bad row and column (then nothing is changed), WindowClosed once judging has begun.
    """
    require_importable(cycle)
    sheet = check_rows(cycle, rows)
    if sheet.problems:
        raise BadFile(sheet.problems)
    return take_in(cycle=cycle, checked=sheet.good, actor=actor)


def require_importable(cycle: Cycle) -> None:
    """Raise WindowClosed before the cycle opens and once judging has begun."""
    if cycle.stage not in BEFORE_JUDGING:
        raise WindowClosed(
            _("%(cycle)s is in the stage “%(stage)s”; nominations can be imported while it is open or being screened.")
            % {"cycle": cycle.label, "stage": cycle.stage}
        )


@transaction.atomic
def take_in(*, cycle: Cycle, checked: Sequence[CheckedRow], actor: User | None) -> Imported:
    """Store what was read and is not here yet; each gets a record of its own. Raises WindowClosed once judging has begun."""
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    cycle.refresh_from_db(fields=["stage"])
    require_importable(cycle)
    known = known_references(cycle, (one.nomination.external_reference for one in checked))
    new = [one for one in checked if one.nomination.external_reference not in known]
    _store(cycle, new, actor)
    return Imported(added=len(new), known=len(checked) - len(new))


def known_references(cycle: Cycle, references: Iterable[str]) -> set[str]:
    """Those of these references that nominations of the cycle have from an earlier file."""
    asked, known = list(references), set[str]()
    for start in range(0, len(asked), BATCH):
        some = asked[start : start + BATCH]
        known.update(cycle.nominations.filter(external_reference__in=some).values_list("external_reference", flat=True))
    return known


def _store(cycle: Cycle, new: list[CheckedRow], actor: User | None) -> None:
    Nominee.objects.bulk_create([one.nominee for one in new], batch_size=BATCH)
    for one, reference in zip(new, nomination_references(cycle, len(new)), strict=True):
        one.nomination.reference = reference
        one.nomination.nominee = one.nominee
    Nomination.objects.bulk_create([one.nomination for one in new], batch_size=BATCH)
    evidence = [row for one in new for row in rows_of(one.nomination, one.story)]
    Evidence.objects.bulk_create(evidence, batch_size=BATCH)
    answers = [row for one in new for row in answer_rows(one.nomination, one.answers)]
    FormAnswer.objects.bulk_create(answers, batch_size=BATCH)
    store_members({one.nomination: one.members for one in new})
    write_given(one.nomination for one in new)
    record_all(
        Act(
            verb="nomination.imported",
            target=one.nomination,
            actor=actor,
            data={"category": one.nomination.category.code, "kind": one.nomination.nominator_kind},
        )
        for one in new
    )
