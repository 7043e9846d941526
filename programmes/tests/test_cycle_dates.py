from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Organisation
from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import Refused, StaleState
from programmes.enums import Stage
from programmes.forms.cycle_dates import CycleDatesForm
from programmes.models import Cycle
from programmes.queries.schedule import DATE_FIELDS
from programmes.services.clock import advance_due_cycles
from programmes.services.cycles import move_cycle
from programmes.services.scheduling import (
    DatesRefused,
    NameTaken,
    change_dates,
    changeable_dates,
    create_cycle,
    plan_next,
)
from programmes.tests.factories import FrequencyFactory, ProgrammeFactory, running_cycle

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
AHEAD = timedelta(days=10)


def coming(stage=Stage.PLANNED):
    return running_cycle(stage=stage, opens_at=timezone.now() + AHEAD)


def test_a_date_is_changed_and_the_trail_keeps_the_old_one_and_the_reason():
    cycle = coming()
    manager = UserFactory()
    old, new = cycle.screening_at, cycle.screening_at + timedelta(days=2)
    change_dates(cycle=cycle, dates={"screening_at": new}, actor=manager, reason="A bank holiday.")
    assert (cycle.screening_at, Cycle.objects.get().screening_at) == (new, new)
    record = Record.objects.get()
    assert (record.verb, record.actor_id) == ("cycle.dates_changed", manager.pk)
    assert list(record.before) == ["screening_at"]
    assert datetime.fromisoformat(record.before["screening_at"]).replace(microsecond=0) == old.replace(microsecond=0)
    assert record.data["reason"] == "A bank holiday."


def test_dates_that_stay_as_they_are_leave_no_record():
    cycle = coming()
    change_dates(cycle=cycle, dates={"screening_at": cycle.screening_at}, actor=UserFactory(), reason="None.")
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "moved_by", "words"),
    [
        ("screening_at", timedelta(days=4), "“judging begins” must come after “screening begins”."),
        ("opens_at", timedelta(days=21), "“screening begins” must come after “nominations open”."),
        ("closes_at", -timedelta(days=31), "“the cycle closes” must come after “evaluation begins”."),
        ("opens_at", -timedelta(days=11), "“nominations open” would be in the past."),
    ],
)
def test_dates_that_can_not_be_are_refused(field, moved_by, words):
    cycle = coming()
    with pytest.raises(DatesRefused) as refusal:
        change_dates(cycle=cycle, dates={field: getattr(cycle, field) + moved_by}, actor=UserFactory(), reason="A try.")
    assert str(refusal.value) == words
    assert getattr(Cycle.objects.get(), field) == getattr(cycle, field)


@pytest.mark.parametrize(
    ("stage", "left"),
    [
        (Stage.PLANNED, 7),
        (Stage.OPEN, 6),
        (Stage.SCREENING, 6),  # its own date too: it can go a step back
        (Stage.JUDGING, 5),
        (Stage.DELIBERATING, 4),
        (Stage.DECIDED, 3),
        (Stage.ANNOUNCED, 2),
        (Stage.EVALUATING, 1),
        (Stage.CLOSED, 0),
        (Stage.CANCELLED, 0),
    ],
)
def test_what_has_happened_has_no_date_to_change(stage, left):
    cycle = coming(stage)
    kept = list(DATE_FIELDS)[len(DATE_FIELDS) - left :]
    assert changeable_dates(cycle) == kept
    for field in set(DATE_FIELDS) - set(kept):
        with pytest.raises(DatesRefused, match="can’t be changed any more"):
            moment = getattr(cycle, field) + timedelta(hours=1)
            change_dates(cycle=cycle, dates={field: moment}, actor=UserFactory(), reason="A try.")


def test_what_the_clock_began_can_be_taken_a_step_back_with_a_later_date():
    cycle = running_cycle(stage=Stage.SCREENING, opens_at=timezone.now() - timedelta(days=22))
    later = cycle.judging_at - timedelta(hours=1)
    change_dates(cycle=cycle, dates={"screening_at": later}, actor=UserFactory(), reason="The post was late.")
    move_cycle(cycle=cycle, to=Stage.OPEN, actor=UserFactory(), reason="The post was late.")
    advance_due_cycles()
    cycle.refresh_from_db()
    assert (cycle.stage, cycle.screening_at) == (Stage.OPEN, later)


def test_dates_that_are_shown_without_their_seconds_are_not_changed_by_that():
    cycle = running_cycle(stage=Stage.SCREENING, opens_at=timezone.now() - timedelta(days=22))
    form = CycleDatesForm(cycle=cycle)
    shown = {name: timezone.localtime(form[name].initial).strftime("%Y-%m-%dT%H:%M") for name in form.dates}
    sent = CycleDatesForm({**shown, "reason": "None."}, cycle=cycle)
    assert (sent.is_valid(), sent.moments()) == (True, {})


def test_dates_of_a_cycle_that_moved_on_meanwhile_are_not_changed():
    cycle = coming(Stage.OPEN)
    Cycle.objects.update(stage=Stage.SCREENING)
    with pytest.raises(StaleState):
        moment = cycle.screening_at + timedelta(hours=1)
        change_dates(cycle=cycle, dates={"screening_at": moment}, actor=UserFactory(), reason="A try.")


def test_a_cycle_outside_the_frequency_has_its_windows():
    frequency = FrequencyFactory(nominate_days=7)
    cycle = create_cycle(
        programme=frequency.programme, name="extra", opens_on=datetime(2026, 10, 20).date(), actor=None
    )
    assert cycle.opens_at == datetime(2026, 10, 20, 8, tzinfo=UTC)
    assert cycle.screening_at == datetime(2026, 10, 27, 17, tzinfo=UTC)
    assert (cycle.stage, cycle.rulebook) == (Stage.PLANNED, None)


def test_the_hours_of_a_cycle_are_those_of_the_organisation():
    Organisation.objects.update_or_create(pk=1, defaults={"time_zone": "America/New_York"})
    cycle = create_cycle(
        programme=ProgrammeFactory(), name="extra", opens_on=datetime(2026, 10, 20).date(), actor=UserFactory()
    )
    cycle.refresh_from_db()
    assert cycle.opens_at == datetime(2026, 10, 20, 13, tzinfo=UTC)
    assert cycle.screening_at == datetime(2026, 11, 10, 22, tzinfo=UTC)


def test_a_name_is_given_once():
    programme = ProgrammeFactory()
    day = datetime(2026, 10, 20).date()
    create_cycle(programme=programme, name="extra", opens_on=day, actor=None)
    with pytest.raises(NameTaken):
        create_cycle(programme=programme, name="extra", opens_on=day, actor=None)
    assert Cycle.objects.count() == 1


@pytest.mark.parametrize("name", ["", "autumn 2026", "a/b", "é", "x" * 41])
def test_a_name_that_can_not_be_an_address_is_refused(name):
    with pytest.raises(ValidationError):
        create_cycle(programme=ProgrammeFactory(), name=name, opens_on=datetime(2026, 10, 20).date(), actor=None)


def test_the_next_cycle_can_be_planned_by_hand_one_after_the_other():
    frequency = FrequencyFactory()
    manager = UserFactory()
    first = plan_next(programme=frequency.programme, actor=manager)
    second = plan_next(programme=frequency.programme, actor=manager)
    assert first.opens_at < second.opens_at
    assert [first.opens_at.astimezone(LONDON).day, second.opens_at.astimezone(LONDON).day] == [1, 1]
    assert [record.actor_id for record in Record.objects.all()] == [manager.pk, manager.pk]


def test_without_a_frequency_no_next_cycle_is_planned():
    with pytest.raises(Refused, match="no further cycle"):
        plan_next(programme=ProgrammeFactory(), actor=UserFactory())
