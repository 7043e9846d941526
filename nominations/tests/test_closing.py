"""Closing means the very instant, by the server; two minutes of grace only where the rules give them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from nominations.models import Nomination
from nominations.queries.window import came_in_grace, takes
from nominations.refusals import WindowClosed
from nominations.services.drafting import begin_draft
from nominations.services.submitting import submit_by_colleague
from nominations.tests.factories import NominationFactory, open_cycle, typed
from programmes.enums import Stage
from programmes.models import Cycle, Rulebook
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db
AN_INSTANT = timedelta(microseconds=1)
SECONDS = timedelta(seconds=1)


def closing(*, grace, ago=timedelta(), stage=Stage.OPEN):
    """A cycle that closed so long ago, by rules with or without grace."""
    cycle = open_cycle()
    with before_opening(cycle):
        Rulebook.objects.filter(pk=cycle.rulebook_id).update(grace=grace)
    cycle.rulebook.refresh_from_db()
    cycle.screening_at, cycle.stage = timezone.now() - ago, stage
    cycle.save()
    return Cycle.objects.get(pk=cycle.pk)


@pytest.mark.parametrize(
    ("grace", "arrives", "opened", "stage", "counts"),
    [
        (False, -AN_INSTANT, None, Stage.OPEN, True),
        (False, timedelta(), -SECONDS, Stage.OPEN, False),
        (True, timedelta(), -SECONDS, Stage.OPEN, True),
        (True, 120 * SECONDS - AN_INSTANT, -SECONDS, Stage.SCREENING, True),
        (True, 120 * SECONDS, -SECONDS, Stage.OPEN, False),
        (True, timedelta(), timedelta(), Stage.OPEN, False),
        (True, timedelta(), None, Stage.OPEN, False),
        (True, timedelta(), -SECONDS, Stage.JUDGING, False),
        (True, -AN_INSTANT, None, Stage.SCREENING, False),
    ],
)
def test_what_arrives_counts_to_the_instant(grace, arrives, opened, stage, counts):
    cycle = closing(grace=grace, stage=stage)
    at = cycle.screening_at
    assert takes(cycle, at + arrives, None if opened is None else at + opened) is counts


@pytest.mark.parametrize(("grace", "ago", "counts"), [(True, 30, True), (False, 30, False), (True, 130, False)])
def test_a_form_opened_before_counts_in_grace_and_else_is_shown_back_to_copy(client, grace, ago, counts):
    cycle = closing(grace=grace, ago=ago * SECONDS, stage=Stage.SCREENING)  # typed() was opened a minute ago
    body = typed(cycle, nominee="O’Brien שלום 👏")
    answer = client.post(reverse("nominations:nominate", args=[cycle.programme.slug]), body)
    assert Nomination.objects.count() == int(counts)
    if counts:
        thanks = client.get(answer.url)
        assert (answer.status_code, thanks.context["grace"]) == (302, True)
        assert Record.objects.get(verb="nomination.received").data["grace"] is True
    else:
        assert answer.status_code == 409
        shown = [text for _label, text in answer.context["typed"]]
        assert shown == [body[part] for part in ("nominee", "hint", "situation", "task", "action", "result")]


def test_a_form_opened_after_closing_gets_no_grace(client):
    cycle = closing(grace=True, ago=90 * SECONDS)
    answer = client.post(reverse("nominations:nominate", args=[cycle.programme.slug]), typed(cycle))
    assert (answer.status_code, Nomination.objects.count()) == (409, 0)


@pytest.mark.parametrize("grace", [True, False])
def test_a_colleagues_draft_has_the_same_two_minutes(grace):
    cycle, colleague = closing(grace=grace, ago=-SECONDS * 60), UserFactory()
    draft = begin_draft(cycle=cycle, actor=colleague, person=UserFactory())
    now = timezone.now()
    Cycle.objects.filter(pk=cycle.pk).update(screening_at=now)
    draft = Nomination.objects.select_related("cycle__rulebook", "cycle__programme", "nominee", "category").get()
    if not grace:
        with pytest.raises(WindowClosed):
            submit_by_colleague(nomination=draft, actor=colleague)
        return
    submit_by_colleague(nomination=draft, actor=colleague)
    assert came_in_grace(draft) is True


def test_what_came_in_time_says_nothing_of_grace():
    assert came_in_grace(NominationFactory(cycle=open_cycle())) is False
