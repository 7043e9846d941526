"""Managers and chairs: seats, results, decisions."""

import pytest

from accounts.tests.factories import AdministratorFactory, TeamFactory, UserFactory
from judging.enums import SeatRole
from judging.models import Decision, Minutes
from judging.services.computing import compute_results
from judging.tests.browsing import page, where
from judging.tests.factories import (
    judged_cycle,
    scored_cycle,
)
from programmes.enums import Stage

pytestmark = pytest.mark.django_db


def test_a_manager_seats_a_judge_who_is_invited(client):
    maya, rosalind = UserFactory(), UserFactory()
    cycle, *_ = judged_cycle(entries=1, managers=[maya])
    data = {"email": rosalind.email, "role": "judge", "cap": "5"}
    assert page(client, maya, "seat", *where(cycle), data=data).status_code == 302
    seat = rosalind.seats.get()
    assert (seat.role, seat.cap, seat.panel.cycle) == (SeatRole.JUDGE, 5, cycle)
    assert rosalind.messages.get().template_key == "judge_invitation"


def test_the_results_page_decides_by_two_people(client):
    maya = UserFactory()
    cycle, [_first, entry], _seats, chair = scored_cycle([[3, 3], [5, 5]], managers=[maya])
    page(client, maya, "compute", *where(cycle), data={})
    page(client, chair.judge, "minutes", *where(cycle), "individual", data={"text": "We weighed both."})
    data = {"place": 1, "entry": entry.reference, "justification": "First by the ranking."}
    page(client, maya, "propose", *where(cycle), "individual", data=data)
    decision = Decision.objects.get()
    assert page(client, chair.judge, "confirm", *where(cycle), decision.pk, data={}).status_code == 302
    decision.refresh_from_db()
    assert (decision.state, decision.confirmed_by) == ("confirmed", chair.judge)
    assert Minutes.objects.get().text == "We weighed both."
    assert page(client, chair.judge, "results", *where(cycle)).status_code == 200


@pytest.mark.parametrize("honoured", ["person", "team"])
def test_a_manager_who_is_the_nominee_neither_proposes_nor_confirms_themselves(client, honoured):
    maya, ngozi = UserFactory(team=TeamFactory()), UserFactory()
    kind = {"nominee": honoured}
    cycle, [_first, entry], _seats, chair = scored_cycle([[3, 3], [5, 5]], managers=[maya, ngozi], **kind)
    named = {"person": maya} if honoured == "person" else {"person": None, "team": maya.team}
    type(entry).objects.filter(pk=entry.pk).update(**named)
    compute_results(cycle=cycle, actor=None)
    page(client, chair.judge, "minutes", *where(cycle), "individual", data={"text": "We weighed both."})
    data = {"place": 1, "entry": entry.reference, "justification": "First by the ranking."}
    page(client, maya, "propose", *where(cycle), "individual", data=data)
    assert not Decision.objects.exists()
    page(client, ngozi, "propose", *where(cycle), "individual", data=data)
    decision = Decision.objects.get()
    assert page(client, maya, "confirm", *where(cycle), decision.pk, data={}).status_code == 403
    assert page(client, chair.judge, "confirm", *where(cycle), decision.pk, data={}).status_code == 302


def test_a_refused_proposal_keeps_the_reason_that_was_written(client):
    maya = UserFactory()
    cycle, [first, _second], _seats, _chair = scored_cycle([[4, 4], [4, 4]], managers=[maya])
    compute_results(cycle=cycle, actor=None)
    data = {"place": 1, "entry": first.reference, "justification": "The effort was greater."}
    response = page(client, maya, "propose", *where(cycle), "individual", data=data)
    assert response.context["form"]["justification"].value() == "The effort was greater."
    assert len(response.context["form"].non_field_errors()) == 1
    assert not Decision.objects.exists()


def test_nobody_sees_results_before_scoring_is_over(client):
    maya = UserFactory()
    cycle, entries, _seats, chair = scored_cycle([[3, 3], [5, 5]], stage=Stage.JUDGING, managers=[maya])
    compute_results(cycle=cycle, actor=None)
    for person in (maya, chair.judge, AdministratorFactory()):
        words = page(client, person, "results", *where(cycle)).content.decode()
        assert "There is nothing to see before scoring is over" in words
        assert entries[1].nominee_name not in words
