"""The chair lets nominees read what judges wrote about them, where the rules promise it."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, NotReady
from judging.models import ReleasedRemark
from judging.queries.aside import own_references
from judging.queries.conflicts import references_hidden_from
from judging.queries.remarks import Remark, key_of, remarks_of
from judging.queries.sight import judges_sight
from programmes.enums import Feedback
from programmes.models import Category, Cycle


def remarks_to_release(cycle: Cycle, category: Category, person: User) -> list[Remark]:
    """The remarks of a category that this person may release: none about their own entry or one they stand aside from."""
    hidden = references_hidden_from(person, cycle) | own_references(person, cycle)
    return remarks_of(cycle, category, hidden=hidden, sight=judges_sight(cycle))


@transaction.atomic
def release_remarks(*, cycle: Cycle, category: Category, chosen: Collection[str], actor: User) -> int:
    """Let nominees read exactly the ``chosen`` remarks (keys) of a category; returns how many are readable now.

    What stands about entries from which the chair stands aside is left as it is. Raises NotAllowed for anybody but the
    chair, NotReady where the rules promise no comments.
    """
    if not actor.has_perm("judging.release", cycle):
        raise NotAllowed(_("The chair releases comments, once scoring is over."))
    if cycle.rulebook is None or cycle.rulebook.feedback != Feedback.SCORES_AND_COMMENTS:
        raise NotReady(_("Comments for nominees"), [_("The rules of this cycle do not promise nominees any comments.")])
    known = {remark.key for remark in remarks_to_release(cycle, category, actor)}
    wanted = known & set(chosen)
    standing = ReleasedRemark.objects.filter(sheet__entry__cycle=cycle, sheet__entry__category=category)
    before = {key_of(row.sheet_id, row.criterion_id): row for row in standing}
    withdrawn = [row.pk for key, row in before.items() if key in known - wanted]
    ReleasedRemark.objects.filter(pk__in=withdrawn).delete()
    ReleasedRemark.objects.bulk_create(_row(key, actor) for key in sorted(wanted - before.keys()))
    audit.record(
        verb="remarks.released",
        target=cycle,
        actor=actor,
        data={"category": category.code, "released": sorted(wanted), "withdrawn": len(withdrawn)},
    )
    return len(wanted)


def _row(key: str, actor: User) -> ReleasedRemark:
    sheet, _dash, criterion = key.partition("-")
    return ReleasedRemark(sheet_id=int(sheet), criterion_id=int(criterion) if criterion else None, released_by=actor)
