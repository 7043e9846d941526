from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.queries.verification import verify_database
from audit.services import seal_records
from awards_site.demo.people import people
from awards_site.demo.seeding.organisation import seed_demo
from awards_site.queries.navigation import navigation_for
from awards_site.queries.waiting import forget_waiting, waiting_for
from judging.models import Score
from nominations.models import Evidence, Nomination
from programmes.enums import STAGES_IN_ORDER
from programmes.models import Cycle

pytestmark = [pytest.mark.django_db, pytest.mark.counts]

# The open consultation ends some days after the seeding: a day that is past would have closed it.
DAY = timezone.localdate()


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def seeded(look_closer: Callable[[], dict[str, object]] = dict) -> dict[str, object]:
    """What a seeding makes, looked at and taken back."""
    with transaction.atomic():
        made = seed_demo(today=DAY)
        look = {
            "made": made,
            "stages": set(Cycle.objects.values_list("stage", flat=True)),
            "references": list(Nomination.objects.order_by("pk").values_list("reference", "state", "nominator_email")),
            "texts": list(Evidence.objects.order_by("pk").values_list("text", flat=True)),
            "scores": list(Score.objects.order_by("pk").values_list("value", flat=True)),
            "records": Record.objects.count(),
        }
        look |= look_closer()
        transaction.set_rollback(True)
    return look


def holds_and_waits() -> dict[str, object]:
    """Whether the trail holds, and how much waits for whom: as listed, and as counted."""
    return {
        "sealed": seal_records(),
        "broken": [str(finding) for finding in verify_database().findings],
        "waiting": [(len(waiting_for(person)), _counted(person)) for person in _who_can_sign_in()],
    }


def _who_can_sign_in() -> list[User]:
    emails = [person.email for person in people().logins()]
    return list(User.objects.filter(email__in=emails).order_by("pk"))


def _counted(person: User) -> int:
    """What the top bar counts where nothing is remembered."""
    forget_waiting(person.pk)
    return navigation_for(person).waiting


def test_the_same_day_gives_the_same_organisation_with_a_cycle_in_every_stage():
    first, second = seeded(holds_and_waits), seeded()
    assert {name: first[name] for name in second} == second
    assert (first["sealed"], first["broken"]) == (first["records"], [])
    assert first["stages"] == set(STAGES_IN_ORDER)
    assert (first["made"].people, first["made"].programmes) == (160, 5)
    assert len(set(first["texts"])) > 60
    # the top bar counts by itself what the home page lists
    assert [listed for listed, _counted in first["waiting"]] == [counted for _listed, counted in first["waiting"]]
    assert sum(counted > 0 for _listed, counted in first["waiting"]) >= 3
    assert len(first["references"]) == first["made"].nominations > 800


def test_a_database_with_people_in_it_is_refused_and_left_alone():
    UserFactory()
    with pytest.raises(CommandError, match="has people in it"):
        call_command("seed_demo")
    assert User.objects.count() == 1


def test_the_demos_people_cannot_be_made_in_a_production(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="in the demo only"):
        call_command("seed_demo")
    assert User.objects.count() == 0


def test_a_scale_below_one_is_refused():
    with pytest.raises(CommandError, match="counts from 1"):
        call_command("seed_demo", "--scale", "0")
