"""What is sent a second time: the same is one nomination, another story is never taken for the first."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from communications.models import Message
from nominations.enums import NominationState
from nominations.models import Attachment, Evidence, Nomination, PendingUpload
from nominations.refusals import FilesGone
from nominations.services import sending_once
from nominations.services.attaching import attach
from nominations.services.own_data import confirm_new_address, correct_contact, remove_nominator
from nominations.tests.factories import NominationFactory, open_cycle, typed
from nominations.tests.sample_files import file
from nominations.tokens import CONFIRM, STATUS, opens, token_for
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.tests.factories import CycleFactory, before_opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return open_cycle()


def send(client, cycle, **changes):
    return client.post(reverse("nominations:nominate", args=[cycle.programme.slug]), typed(cycle, **changes))


def test_whoever_knows_an_address_and_a_name_is_not_handed_the_story_that_was_sent_with_them(client, cycle):
    send(client, cycle)
    first = Nomination.objects.get()
    thanks = send(client, cycle, action="A guess.", name="Mallory").url
    token = thanks.partition("token=")[2]
    assert (opens(first.reference, STATUS, token), Nomination.objects.count()) == (False, 2)


def test_a_story_put_right_and_sent_again_is_not_lost(client, cycle):
    send(client, cycle)
    send(client, cycle, action="She found two crews, each with a water tank.")
    assert set(Evidence.objects.filter(part="action").values_list("text", flat=True)) == {
        "She found a crew with a water tank.",
        "She found two crews, each with a water tank.",
    }


def test_of_two_clicks_at_once_the_database_lets_one_in_and_both_get_the_same_reference(client, cycle, monkeypatch):
    first = send(client, cycle)
    seen, looking = [], sending_once._carrying.first

    def too_early(**values):
        """The other has not been stored yet when this one looks for the first time."""
        seen.append(values)
        return None if len(seen) == 1 else looking(**values)

    monkeypatch.setattr(sending_once._carrying, "first", too_early)
    assert send(client, cycle).url == first.url
    assert (len(seen), Nomination.objects.count(), Message.objects.count()) == (2, 1, 1)


def test_the_digest_of_what_was_sent_goes_with_the_sender_and_another_systems_number_stays(client, cycle):
    send(client, cycle)
    imported = NominationFactory(cycle=cycle, external_reference="row-7", nominator=None)
    assert Nomination.objects.filter(external_reference__startswith="form-").count() == 1
    for nomination in Nomination.objects.select_related("cycle__programme", "nominee"):
        remove_nominator(nomination=nomination, with_story=False)
    assert set(Nomination.objects.values_list("pk", "external_reference")) >= {(imported.pk, "row-7")}
    assert not Nomination.objects.filter(external_reference__startswith="form-").exists()


def test_what_was_taken_back_can_be_sent_anew(client, cycle):
    send(client, cycle)
    Nomination.objects.update(state=NominationState.WITHDRAWN)
    send(client, cycle)
    assert sorted(Nomination.objects.values_list("state", flat=True)) == ["unverified", "withdrawn"]


def test_files_that_are_no_longer_kept_are_missed_and_not_left_out_without_a_word(client, cycle):
    page = send(client, cycle, files=[file()], email="nobody").content.decode()
    token = re.search(r'name="uploads" value="([^"]+)"', page)[1]
    PendingUpload.objects.all().delete()
    answer = send(client, cycle, uploads=token)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["files"])
    assert 'name="uploads"' not in answer.content.decode()
    assert send(client, cycle).status_code == 302


def test_kept_files_go_with_one_nomination_only(client, cycle):
    send(client, cycle, files=[file()], email="nobody")
    kept = list(PendingUpload.objects.all())
    attach(nomination=NominationFactory(cycle=cycle), uploads=kept, actor=None)
    with pytest.raises(FilesGone):
        attach(nomination=NominationFactory(cycle=cycle), uploads=kept, actor=None)
    assert Attachment.objects.count() == 1


def test_a_form_opened_for_one_round_does_not_count_in_the_next(client, cycle):
    now, url = timezone.now(), reverse("nominations:nominate", args=[cycle.programme.slug])
    with before_opening(cycle):
        cycle.rulebook.grace = True
        cycle.rulebook.save()
    coming = CycleFactory(
        programme=cycle.programme, rulebook=cycle.rulebook, name="next", opens_at=now, stage=Stage.OPEN
    )
    Cycle.objects.filter(pk=cycle.pk).update(screening_at=now, stage=Stage.SCREENING)
    client.post(url, typed(cycle) | {"cycle": str(cycle.pk)})
    assert Nomination.objects.get().cycle == cycle
    Cycle.objects.filter(pk=cycle.pk).update(screening_at=now - timedelta(minutes=3))
    answer = client.post(url, typed(cycle, email="late@example.com") | {"cycle": str(cycle.pk)})
    assert (answer.status_code, Nomination.objects.count()) == (422, 1)
    assert f'name="cycle" value="{coming.pk}"' in answer.content.decode()


def test_an_address_put_right_and_proven_lets_the_nomination_count(client, cycle):
    send(client, cycle, email="deborah@ashwort.example")
    nomination = Nomination.objects.get()
    correct_contact(nomination=nomination, name="Deborah Ashworth", email="deborah@ashworth.example")
    confirm_new_address(change=nomination.address_change)
    nomination.refresh_from_db()
    assert (nomination.state, nomination.voice != "") == (NominationState.SUBMITTED, True)


@pytest.mark.parametrize(("token", "status"), [(token_for("SS-GONE2", CONFIRM), 410), ("x", 404)])
def test_who_opens_the_link_too_late_is_told_that_it_was_deleted(client, token, status):
    assert client.get(reverse("nominations:confirm", args=["SS-GONE2"]), {"token": token}).status_code == status


def test_a_second_card_keyed_in_after_going_back_is_not_taken_for_the_first(client, cycle):
    maya = UserFactory()
    cycle.programme.managers.add(maya)
    client.force_login(maya)
    card = {
        "medium": "card", "received_on": date.today().isoformat(), "category": typed(cycle)["category"], "nominee": "Wes",
        "action": "He came back.", "name": "Amir", "by": "customer", "once": "5d2c8c6e-0000-4000-8000-000000000001",
    }  # fmt: skip
    url = reverse("nominations:key_in", args=[cycle.programme.slug, cycle.name])
    for changes in ({}, {}, {"nominee": "Grace"}):
        client.post(url, card | changes)
    assert sorted(Nomination.objects.values_list("nominee__name_given", flat=True)) == ["Grace", "Wes"]
