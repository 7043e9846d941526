"""What no browser asked for has the organisation's days and words all the same: jobs, the clock, commands."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from accounts.models import Organisation
from audit.commands import ActCommand
from audit.request_ids import current
from awards_site import clock
from jobs.registry import HANDLERS
from jobs.services import run
from jobs.tests.factories import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ways(monkeypatch, settings):
    """The ways that work had while it was done, for an organisation that has none of the server's."""
    Organisation.objects.update(time_zone="Pacific/Auckland", language="de")
    seen = []

    def work(*_arguments, **_options):
        seen.append((timezone.get_current_timezone_name(), translation.get_language(), bool(current())))

    monkeypatch.setitem(HANDLERS, "test.ways", work)
    settings.CLOCK_STEPS = ["some.step"]
    monkeypatch.setattr(clock, "import_string", lambda _path: work)
    monkeypatch.setattr(ActCommand, "act", work)
    return seen


@pytest.mark.parametrize(
    "does",
    [
        lambda: run(JobFactory(kind="test.ways").pk),
        lambda: call_command("run_due", stdout=StringIO()),
        lambda: call_command(ActCommand()),
    ],
    ids=["job", "clock", "command"],
)
def test_work_is_done_in_the_zone_and_language_of_the_organisation(ways, does):
    before = timezone.get_current_timezone_name(), translation.get_language()
    does()
    assert ways == [("Pacific/Auckland", "de", True)]
    assert (timezone.get_current_timezone_name(), translation.get_language()) == before
