"""Which samples a panel scores first. The round is there from its first sample and gone with its last."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, Refused
from judging.enums import SampleSource
from judging.models import CalibrationRound, Sample
from judging.models.calibration_round import MOST_SAMPLES
from judging.queries.samples.library import sample_stories
from judging.queries.samples.offered import entries_offered
from judging.queries.samples.plan import may_choose, round_of, scoring_has_begun
from judging.services.panels import make_panel
from nominations.models import Entry
from programmes.models import Category, Cycle


@transaction.atomic
def choose_earlier(*, cycle: Cycle, entry: Entry, actor: User) -> Sample:
    """Take an entry of an earlier cycle, in the category of the same code. Raises as ``write_sample`` does, and Refused for
    an entry that is not offered.
    """
    if not entries_offered(cycle).filter(pk=entry.pk).exists():
        raise Refused(_("This entry can’t serve as a sample."))
    category = Category.objects.get(rulebook=cycle.rulebook_id, code=entry.category.code)
    return _add(cycle, category, actor, source=SampleSource.EARLIER, entry=entry)


@transaction.atomic
def choose_from_library(*, cycle: Cycle, category: Category, key: str, actor: User) -> Sample:
    """Take one of Laurel's sample stories, as it is today. Raises as ``write_sample`` does."""
    story = sample_stories().get(key)
    if story is None or story.kind != category.nominee:
        raise Refused(_("There is no such sample story for this category."))
    if Sample.objects.filter(round__panel__cycle=cycle, key=key).exists():
        raise Refused(_("This story is among the samples already."))
    return _add(cycle, category, actor, source=SampleSource.LIBRARY, key=key, title=story.title, story=story.story)


@transaction.atomic
def write_sample(*, cycle: Cycle, category: Category, title: str, story: str, actor: User) -> Sample:
    """A sample written for the purpose.

    Raises NotAllowed, and Refused once the round is open or a score sheet begun, for a fourth sample, another rulebook's
    category, or without words.
    """
    title, story = title.strip(), story.replace("\r\n", "\n").strip()
    if not title or not story:
        raise Refused(_("Give the sample a title and a story."))
    return _add(cycle, category, actor, source=SampleSource.WRITTEN, title=title, story=story)


@transaction.atomic
def drop_sample(*, sample: Sample, actor: User) -> None:
    """Take a sample out; with the last one the round goes, too. Raises NotAllowed, and Refused once the round is open."""
    one = sample.round
    _check_choosing(one.panel.cycle, one, actor)
    audit.record(verb="sample.dropped", target=sample, actor=actor, before={"source": sample.source})
    sample.delete()
    left = list(one.samples.order_by("number"))
    for number, other in enumerate(left, start=1):
        if other.number != number:
            Sample.objects.filter(pk=other.pk).update(number=number)
    if not left:
        one.delete()


def _add(cycle: Cycle, category: Category, actor: User, **fields: object) -> Sample:
    one = round_of(cycle)
    _check_choosing(cycle, one, actor)
    if scoring_has_begun(cycle):
        raise Refused(_("Somebody has begun to score already, so it is too late for samples."))
    if category.rulebook_id != cycle.rulebook_id:
        raise Refused(_("This category is not judged here."))
    if one is None:
        one, _made = CalibrationRound.objects.get_or_create(panel=make_panel(cycle=cycle, actor=actor))
        one.panel.cycle = cycle
    number = one.samples.count() + 1
    if number > MOST_SAMPLES:
        raise Refused(_("Three samples are enough: judges have an evening for the real ones."))
    made = Sample.objects.create(round=one, number=number, category=category, **fields)
    audit.record(
        verb="sample.chosen", target=made, actor=actor, data={"source": made.source, "category": category.code}
    )
    return made


def _check_choosing(cycle: Cycle, one: CalibrationRound | None, actor: User) -> None:
    if not actor.has_perm("judging.run_rounds", cycle):
        raise NotAllowed(_("The chair and the managers choose the samples."))
    if not may_choose(cycle, one):
        raise Refused(_("The samples stay as they are: the round is open or its time is over."))
