"""What a programme's plan proves of the standard, from its first draft on."""

import pytest

from accounts.tests.factories import UserFactory
from evaluation.queries.plan_evidence import plan_evidence
from programmes.tests.cast import visit
from programmes.tests.factories import FrequencyFactory, ProgrammeFactory, RewardFactory, running_cycle

pytestmark = pytest.mark.django_db
CODES = [
    "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "E4", "E5a", "E5b", "E5c", "E5d", "E5e", "E6", "M1", "M2", "M3",
    "M6", "M7", "M8", "M9",
]  # fmt: skip


def test_an_empty_plan_names_every_point_and_shows_none():
    points = plan_evidence(ProgrammeFactory(kinds=[]))
    assert [point.code for point in points] == CODES
    assert {point.shown or point.begun for point in points} == {False}


def test_a_point_is_shown_when_each_of_its_things_is_there_and_counts_no_other_programme():
    programme = running_cycle().programme
    RewardFactory.create_batch(2, programme=programme, money=False)
    RewardFactory()
    FrequencyFactory(programme=programme)
    points = {point.code: point for point in plan_evidence(programme)}
    shown = {code for code, point in points.items() if point.shown}
    assert shown == {"P8", "E4", "E5a", "E5b", "E5c", "E5d", "M8"}
    assert [(fact.what, fact.count) for fact in points["P8"].facts] == [
        ("Published versions of the rules", 1),
        ("Published criteria", 2),
        ("Scores put into words", 6),
    ]
    assert (points["P4"].shown, points["P4"].begun) == (False, True)


def test_every_proof_can_be_reached_from_the_overview_in_two_clicks(client):
    maya = UserFactory()
    programme = running_cycle(managers=[maya]).programme
    overview = visit(client, maya, f"/manage/{programme.slug}/").content.decode()
    assert f'href="/manage/{programme.slug}/evidence/"' in overview
    for url in {fact.url for point in plan_evidence(programme) for fact in point.facts}:
        assert client.get(url).status_code == 200, url
