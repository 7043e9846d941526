"""Declines that a second person confirms."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotAllowed, NotReady, StaleState
from communications.models import Message
from nominations.enums import NominationState
from nominations.models import Nomination, ProposedDecline, Screening
from nominations.queries.second_look import to_confirm_by
from nominations.refusals import NomineeUnknown
from nominations.services.declining import confirm_decline, keep_it, propose_decline
from nominations.services.screening import accept, accept_eligible, decline
from nominations.services.withdrawing import withdraw
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle
from programmes.enums import Stage

pytestmark = pytest.mark.django_db
WHY = "This was before the period."


@pytest.fixture
def people():
    return {"maya": UserFactory(email="maya@example.org"), "tom": UserFactory(), "owen": AdministratorFactory()}


@pytest.fixture
def nomination(people):
    cycle = open_cycle(stage=Stage.SCREENING, managers=[people["maya"], people["tom"]])
    cycle.programme.second_look = True
    cycle.programme.save(update_fields=["second_look"])
    return NominationFactory(cycle=cycle)


def propose(nomination, actor):
    return propose_decline(nomination=nomination, actor=actor, reason=WHY)


@pytest.mark.parametrize("second", ["tom", "owen"])
def test_one_proposes_and_another_confirms_and_only_then_is_anybody_told(people, nomination, second):
    proposed = propose(nomination, people["maya"])
    assert (Nomination.objects.get().state, Message.objects.count()) == (NominationState.SUBMITTED, 0)
    with pytest.raises(NotAllowed):
        confirm_decline(proposed=proposed, actor=people["maya"])
    confirm_decline(proposed=proposed, actor=people[second])
    assert (Nomination.objects.get().state, Message.objects.get().template_key) == ("declined", "nomination_declined")
    assert (Screening.objects.get().by, Screening.objects.get().reason) == (people[second], WHY)
    assert Record.objects.get(verb="nomination.declined").data["proposed_by"] == people["maya"].pk
    with pytest.raises(StaleState):
        keep_it(proposed=proposed, actor=people["tom"], note="No.")


def test_the_other_keeps_it_with_a_word_and_the_first_takes_it_back_without(people, nomination):
    with pytest.raises(NotReady):
        keep_it(proposed=propose(nomination, people["maya"]), actor=people["tom"])
    keep_it(proposed=ProposedDecline.objects.get(), actor=people["tom"], note="It was within the period.")
    keep_it(proposed=propose(nomination, people["maya"]), actor=people["maya"])
    assert list(ProposedDecline.objects.values_list("outcome", flat=True)) == ["kept", "dropped"]
    accept(nomination=nomination, actor=people["tom"])
    assert Message.objects.get().template_key == "nomination_accepted"


def test_while_it_waits_it_is_neither_accepted_nor_declined_by_one_nor_proposed_again(people, nomination):
    propose(nomination, people["maya"])
    for refusal, act in [
        (NomineeUnknown, lambda: accept(nomination=nomination, actor=people["tom"], reason="All the same.")),
        (NotAllowed, lambda: decline(nomination=nomination, actor=people["tom"], reason=WHY)),
        (IllegalMove, lambda: propose(nomination, people["tom"])),
        (NotReady, lambda: propose_decline(nomination=nomination, actor=people["tom"], reason=" ")),
        (NotAllowed, lambda: propose(nomination, UserFactory())),
    ]:
        with pytest.raises(refusal):
            act()
    assert accept_eligible(cycle=nomination.cycle, actor=people["tom"]).accepted == []


def test_it_waits_on_the_home_page_of_the_other_manager_and_of_administrators_where_there_is_no_other(
    people, nomination, django_assert_num_queries
):
    propose(nomination, people["maya"])

    def waits():
        return {name for name, person in people.items() if to_confirm_by(person)}

    assert waits() == {"tom"}
    nomination.cycle.programme.managers.remove(people["tom"])
    assert waits() == {"owen"}
    with django_assert_num_queries(1):
        [thing] = to_confirm_by(people["owen"])
    assert thing["title"] == "Confirm 1 decline, or keep the nomination"


@pytest.mark.parametrize("outcome", ["confirmed", "other"])
def test_the_database_refuses_that_one_person_does_both_and_an_outcome_nobody_knows(people, nomination, outcome):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposedDecline.objects.create(
            nomination=nomination,
            reason=WHY,
            proposed_by=people["maya"],
            outcome=outcome,
            decided_by=people["maya"],
            decided_at=timezone.now(),
        )


def test_the_pages_propose_confirm_and_switch_it(client, people, nomination):
    cycle = nomination.cycle

    def post(view, **said):
        more = [] if view == "second_look" else [nomination.reference]
        return client.post(reverse(f"nominations:{view}", args=[cycle.programme.slug, cycle.name, *more]), said)

    client.force_login(people["maya"])
    post("decline", reason=WHY)
    assert Nomination.objects.get().state == NominationState.SUBMITTED
    assert post("decline_confirm").status_code == 403
    client.force_login(people["tom"])
    assert post("decline_keep", note="").status_code == 422
    assert post("decline_confirm").status_code == 302
    assert Nomination.objects.get().state == NominationState.DECLINED
    post("second_look", on="no")
    cycle.programme.refresh_from_db()
    assert cycle.programme.second_look is False


def test_the_command_proposes_where_a_second_person_is_wanted(people, nomination, capsys):
    call_command("decline_nomination", nomination.reference, "--reason", WHY, "--by", "maya@example.org")
    assert "a second person confirms it" in capsys.readouterr().out
    assert ProposedDecline.objects.get().proposed_by == people["maya"]


def test_what_was_withdrawn_or_is_about_or_by_the_other_manager_waits_on_nobodys_home_page(client, people, nomination):
    tom, cycle = people["tom"], nomination.cycle
    for wrong in (
        {"nominee": NomineeFactory(person=tom)},
        {"nominator": tom, "nominator_kind": "colleague"},
    ):
        propose(NominationFactory(cycle=cycle, **wrong), people["maya"])
    proposed = propose(nomination, people["maya"])
    [thing] = to_confirm_by(tom)
    assert thing["title"] == "Confirm 1 decline, or keep the nomination"
    withdraw(nomination=nomination, actor=None)
    assert to_confirm_by(tom) == []
    client.force_login(tom)
    address = reverse(
        "nominations:decline_confirm", args=[cycle.programme.slug, cycle.name, proposed.nomination.reference]
    )
    ProposedDecline.objects.filter(pk=proposed.pk).update(
        outcome="kept", decided_by=people["owen"], decided_at=timezone.now()
    )
    assert client.post(address).status_code == 302
