"""Somebody from outside the organisation judges, and sees nothing else of it."""

import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from accounts.queries.people import active_people
from accounts.tests.factories import TeamFactory, UserFactory
from audit.refusals import NotAllowed, Refused
from communications.models import Message
from judging.invitations import token_of
from judging.services.assigning import assign_judges
from judging.services.outside import invite_from_outside
from judging.services.panels import seat_judge
from judging.tests.browsing import where
from judging.tests.factories import SeatFactory, judged_cycle

pytestmark = pytest.mark.django_db

# What somebody from outside is answered: their panel and their sign-in, and of the organisation nothing.
ADDRESSES = {
    "judging:panel": 200,
    "accounts:privacy": 200,
    "account_logout": 200,
    "home": 302,
    "programmes:nominate_where": 403,
    "nominations:mine": 403,
    "recognition:all_winners": 403,
    "programmes:list": 403,
    "accounts:people": 403,
    "audit:trail": 403,
    "evaluation:reports": 403,
}
OF_A_PROGRAMME = {
    "nominations:nominate": 403,
    "programmes:public": 403,
    "programmes:public_rules": 403,
    "recognition:winners": 403,
}
OF_A_CYCLE = {"judging:seats": 403, "judging:results": 403, "nominations:queue": 403}


@pytest.fixture
def scene():
    maya = UserFactory()
    cycle, _entries, seats, _chair = judged_cycle(entries=2, judges=1, managers=[maya])
    petra = User.objects.create_user("petra@partner.example", full_name="Petra Falk", is_external=True)
    seat = SeatFactory(panel=seats[0].panel, judge=petra)
    assign_judges(cycle=cycle, actor=None)
    return cycle, seat, maya


def test_an_outside_judge_opens_the_panel_and_nothing_else(client, scene):
    cycle, seat, _maya = scene
    client.force_login(seat.judge)
    asked = [(name, []) for name in ADDRESSES]
    asked += [(name, [cycle.programme.slug]) for name in OF_A_PROGRAMME] + [(name, where(cycle)) for name in OF_A_CYCLE]
    found = {name: client.get(reverse(name, args=arguments)).status_code for name, arguments in asked}
    assert found == ADDRESSES | OF_A_PROGRAMME | OF_A_CYCLE
    assert client.post(reverse("nominations:nominate", args=[cycle.programme.slug]), {}).status_code == 403
    sheet = seat.assignments.first()
    assert client.get(reverse("judging:sheet", args=[sheet.pk])).status_code == 200


def test_the_link_and_a_code_sent_by_email_open_the_terms(client):
    maya = UserFactory()
    cycle, *_ = judged_cycle(managers=[maya])
    seat = invite_from_outside(cycle=cycle, email="Petra@Partner.example", full_name="Petra Falk", actor=maya)
    assert (seat.judge.email, seat.judge.is_external, seat.judge.has_usable_password()) == (
        "petra@partner.example", True, False,
    )  # fmt: skip
    link = reverse("judging:invited", args=[token_of(seat.pk)])
    assert link in Message.objects.get(template_key="judge_invitation").body_text
    shown = client.get(link)
    onward = reverse("judging:terms", args=[seat.pk])
    assert (shown.status_code, shown.context["onward"]) == (200, onward)
    client.post(reverse("account_request_login_code"), {"email": seat.judge.email, "next": onward})
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert code is not None
    answer = client.post(reverse("account_confirm_login_code"), {"code": code[1], "next": onward})
    assert (answer.status_code, answer.url) == (302, onward)
    assert client.get(onward).status_code == 200
    assert client.get(reverse("judging:invited", args=["1:forged"])).status_code == 404


def test_an_outside_judge_is_no_colleague():
    maya = UserFactory()
    cycle, *_ = judged_cycle(managers=[maya])
    petra = invite_from_outside(cycle=cycle, email="petra@partner.example", full_name="Petra Falk", actor=maya).judge
    assert petra not in active_people()
    with pytest.raises(NotAllowed):
        seat_judge(cycle=cycle, judge=petra, actor=maya, role="chair")
    with pytest.raises(Refused):
        invite_from_outside(cycle=cycle, email=maya.email, full_name="Maya", actor=maya)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=petra.pk).update(team=TeamFactory())
