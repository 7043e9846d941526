"""What a plan lacks, on one page, and starting with a reason."""

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import NotReady
from programmes.enums import CaseState, ProgrammeState
from programmes.models import LaunchTask, Publicity
from programmes.queries.plan_readiness import readiness_of
from programmes.services.programmes import start_programme
from programmes.tests.cast import visit
from programmes.tests.factories import (
    BusinessCaseFactory,
    FrequencyFactory,
    ObjectiveFactory,
    OptionFactory,
    PresentationFactory,
    ProgrammeFactory,
    RewardFactory,
    RulebookFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory()


@pytest.fixture
def approved(maya):
    """Approved, with nothing missing but how it is publicised."""
    programme = ProgrammeFactory(slug="stars", state=ProgrammeState.APPROVED, managers=[maya])
    BusinessCaseFactory(programme=programme, state=CaseState.APPROVED)
    for factory in (ObjectiveFactory, RulebookFactory, RewardFactory, FrequencyFactory, PresentationFactory):
        factory(programme=programme)
    return programme


def states(programme):
    return {part.key: part.state for part in readiness_of(programme).parts}


def test_every_step_says_whether_it_is_done_missing_or_advised(approved):
    assert states(approved) == {
        "identity": "advised", "objectives": "advised", "options": "advised", "rules": "advised", "rewards": "advised",
        "frequency": "done", "presentation": "missing", "case": "done", "launch": "advised",
    }  # fmt: skip


def test_an_empty_draft_lacks_what_the_standard_asks_of_a_plan():
    missing = {
        part.codes
        for part in readiness_of(ProgrammeFactory(state=ProgrammeState.DRAFT)).parts
        if part.state == "missing"
    }
    assert missing == {"E4", "M1", "E5a, E5d", "E5b", "E5c", "E5e", "E6"}


def test_it_starts_with_gaps_only_for_a_reason_which_the_trail_keeps(approved, maya):
    with pytest.raises(NotReady, match="not ready"):
        start_programme(programme=approved, actor=maya, reason="  ")
    start_programme(programme=approved, actor=maya, reason="Posters follow in May.")
    record = Record.objects.get(verb="programme.started")
    assert record.data == {"reason": "Posters follow in May.", "missing": ["presentation"]}


def test_no_reason_takes_the_place_of_an_approval(approved, maya):
    approved.business_cases.update(informal=True)
    type(approved.business_cases.get()).objects.filter(pk=approved.business_cases.get().pk).update(
        state=CaseState.REJECTED
    )
    with pytest.raises(NotReady) as refusal:
        start_programme(programme=approved, actor=maya, reason="We are sure.")
    assert refusal.value.missing[-1].startswith("Nobody has approved it")


def test_the_page_starts_it_with_the_reason_that_was_typed(client, approved, maya):
    page = visit(client, maya, "/manage/stars/readiness/")
    assert "Start the programme with these gaps" in page.content.decode()
    client.post("/manage/stars/start/", {"reason": "Posters follow."})
    approved.refresh_from_db()
    assert approved.state == ProgrammeState.RUNNING


def test_one_that_lacks_nothing_starts_by_one_button(client, approved, maya):
    Publicity.objects.create(programme=approved, channel="intranet")
    page = visit(client, maya, "/manage/stars/readiness/").content.decode()
    assert "Nothing is missing" in page
    assert "with these gaps" not in page
    start_programme(programme=approved, actor=maya)
    assert Record.objects.get(verb="programme.started").data == {}


@pytest.mark.parametrize("place", ["readiness", "evidence", "path/ready"])
def test_the_pages_ask_no_more_of_the_database_for_a_large_plan(
    client, approved, maya, django_assert_max_num_queries, place
):
    approved.state = ProgrammeState.DRAFT if place.startswith("path") else ProgrammeState.APPROVED
    approved.save()
    OptionFactory.create_batch(60, programme=approved)
    LaunchTask.objects.bulk_create(
        LaunchTask(programme=approved, title=f"Step {n}", kind="message", due=timezone.localdate()) for n in range(200)
    )
    client.force_login(maya)
    client.get(f"/manage/stars/{place}/")
    with django_assert_max_num_queries(25):
        assert client.get(f"/manage/stars/{place}/").status_code == 200
