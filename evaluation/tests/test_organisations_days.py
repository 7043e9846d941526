"""Half past eleven of a summer's evening by UTC is the next day in London, on every list that names a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from evaluation.models import Action, LogEntry
from evaluation.queries.evidence_facts import facts_of
from evaluation.queries.figures import figures_of
from evaluation.queries.report import sections_of
from evaluation.services.actions import add_action
from evaluation.services.reviewing import write_log
from evaluation.tests.factories import evaluated_cycle
from judging.queries.needs import needs
from judging.tests.factories import judged_cycle
from programmes.enums import Stage
from programmes.models import Cycle

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 7, 15, 23, 30, tzinfo=UTC)
ITS_DAY = date(2026, 7, 16)


@pytest.fixture
def cycle():
    made = evaluated_cycle()
    dated(made, opens_at=EVENING)
    return made


def dated(cycle, **dates):
    Cycle.objects.filter(pk=cycle.pk).update(**dates)
    cycle.refresh_from_db()


def test_the_report_names_the_day_on_which_an_improvement_was_done(cycle):
    add_action(cycle=cycle, title="A shorter form", because="", owner=None, due=None, actor=None)
    Action.objects.update(done_at=EVENING)
    tables = {table.key: table for section in sections_of(figures_of(cycle)) for table in section.tables}
    table = tables["actions"]
    row = dict(zip([column.key for column in table.columns], table.rows[0], strict=True))
    assert row["done"] == ITS_DAY


def test_the_list_of_cycles_names_the_day_on_which_each_opened(client, cycle):
    client.force_login(cycle.programme.managers.get())
    held = client.get(reverse("evaluation:export_reports", args=["json"])).json()["cycles"]
    assert [row["opened"] for row in held] == [ITS_DAY.isoformat()]


def test_the_evidence_names_the_days_of_its_rows(cycle):
    line = write_log(programme=cycle.programme, cycle=cycle, text="We were late.", actor=cycle.programme.managers.get())
    LogEntry.objects.filter(pk=line.pk).update(at=EVENING)
    assert facts_of(figures_of(cycle))["log"].first == ITS_DAY


def test_the_task_of_seating_judges_is_due_on_the_day_judging_begins():
    cycle, *_others = judged_cycle(entries=1, judges=1, stage=Stage.SCREENING)
    later = ("deliberating_at", "announce_at", "evaluating_at", "closes_at")
    days = {name: EVENING + timedelta(days=place) for place, name in enumerate(("judging_at", *later))}
    dated(cycle, opens_at=EVENING - timedelta(days=9), screening_at=EVENING - timedelta(days=2), **days)
    assert [need["due"] for need in needs(cycle)] == [ITS_DAY]
