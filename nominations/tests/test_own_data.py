"""A customer's own data: a copy, a correction that the new address confirms, removal with or without the story."""

import io
import json
import re
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import NotReady
from communications import services as communications
from communications.models import Message
from evaluation.models import Invitation, Survey
from nominations.models import AddressChange, Attachment, FormAnswer, Member, Nomination, Nominee
from nominations.services import letters
from nominations.services.own_data import confirm_new_address, correct_contact, remove_nominator
from nominations.tests.factories import EntryFactory, EvidenceFactory, NominationFactory, NomineeFactory, open_cycle
from nominations.tokens import STATUS, token_for
from programmes.enums import Stage
from programmes.models import Cycle, FormQuestion
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def nomination():
    made = NominationFactory(cycle=open_cycle(), nominator_name="Gareth Pugh", nominator_email="gareth@pugh.example")
    EvidenceFactory(nomination=made, text="She rang me back at six. Gareth, she said, it is done.")
    letters.say_received(made)
    return made


WORDS_OF_LETTER = (
    *("reference", "recipient_name", "nominee_name", "category_title", "programme_title", "cycle_name", "link"),
    *("closes_on", "signature_name", "organisation_name"),
)


def page(name, nomination):
    token = token_for(nomination.reference, STATUS)
    return f"{reverse(f'nominations:{name}', args=[nomination.reference])}?token={token}"


def again(nomination):
    return Nomination.objects.get(pk=nomination.pk)


def test_a_copy_holds_the_facts_as_json_and_the_story_as_text(client, nomination):
    answer = client.get(page("own_data", nomination))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    facts = json.loads(archive.read("nomination.json"))
    assert (facts["your_name"], facts["your_email"], facts["reference"]) == (
        "Gareth Pugh",
        "gareth@pugh.example",
        nomination.reference,
    )
    assert "She rang me back at six." in archive.read("nomination.txt").decode()


def test_a_name_is_right_at_once_and_an_address_once_it_is_confirmed_from_there(client, nomination):
    client.post(page("contact", nomination), {"name": "Gareth R. Pugh", "email": "New@Pugh.example"})
    assert (again(nomination).nominator_name, again(nomination).nominator_email) == (
        "Gareth R. Pugh",
        "gareth@pugh.example",
    )
    message = Message.objects.get(template_key="confirm_address")
    link = re.search(r"https?://[^/]+(/n/[^\s)]+)", message.body_text).group(1)
    assert (message.to_address, client.get(link.replace("token=", "token=x")).status_code) == ("new@pugh.example", 404)
    assert client.get(link).status_code == 200
    assert again(nomination).nominator_email == "gareth@pugh.example"
    assert client.post(link).status_code == 302
    assert (again(nomination).nominator_email, AddressChange.objects.count()) == ("new@pugh.example", 0)
    assert client.get(link).status_code == 404
    assert "pugh" not in str(list(Record.objects.values_list("data", flat=True))).lower()


def test_a_second_link_waits_ten_minutes(nomination):
    correct_contact(nomination=nomination, name="Gareth Pugh", email="one@pugh.example")
    with pytest.raises(NotReady):
        correct_contact(nomination=nomination, name="Gareth Pugh", email="two@pugh.example")
    assert AddressChange.objects.get().email == "one@pugh.example"


def test_the_story_may_stay_without_the_name(client, nomination):
    assert client.post(page("remove_me", nomination), {"story": "stay"}).status_code == 302
    left = again(nomination)
    assert (left.nominator_name, left.nominator_email, left.state) == ("", "", "submitted")
    assert left.evidence.get().text == "She rang me back at six. […], she said, it is done."
    assert set(Message.objects.values_list("to_address", "body_text")) == {("", "")}
    assert client.get(page("remove_me", nomination)).status_code == 404
    assert "Your name and address are not held any more." in client.get(page("status", nomination)).content.decode()


def test_the_story_may_go_too_while_nobody_judges_it(nomination):
    Nominee.objects.update(hint="on Tuesday, the tall one")
    remove_nominator(nomination=nomination, with_story=True)
    left = again(nomination)
    assert (left.state, left.nominator_name, left.evidence.count()) == ("withdrawn", "", 0)
    assert (left.nominee.hint, left.nominee.name_given) == ("", "Name removed")


@pytest.mark.parametrize(("with_story", "left"), [(False, ["[…] saw it."]), (True, [])])
def test_answers_to_the_forms_own_questions_are_in_the_copy_and_stay_or_go_with_the_story(
    client, nomination, with_story, left
):
    with before_opening(nomination.cycle):
        asked = FormQuestion.objects.create(
            rulebook=nomination.cycle.rulebook, code="who", position=1, title="Who else?", kind="text"
        )
    FormAnswer.objects.create(nomination=nomination, question=asked, text="Gareth saw it.")
    archive = zipfile.ZipFile(io.BytesIO(client.get(page("own_data", nomination)).content))
    assert json.loads(archive.read("nomination.json"))["answers"] == [{"asked": "Who else?", "text": "Gareth saw it."}]
    remove_nominator(nomination=again(nomination), with_story=with_story)
    assert list(FormAnswer.objects.values_list("text", flat=True)) == left


def test_a_story_that_judges_have_stays(client, nomination):
    Cycle.objects.filter(pk=nomination.cycle_id).update(stage=Stage.JUDGING)
    with pytest.raises(NotReady):
        remove_nominator(nomination=again(nomination), with_story=True)
    assert client.post(page("remove_me", nomination), {"story": "go"}).status_code == 422
    assert again(nomination).nominator_name == "Gareth Pugh"


def test_what_was_written_to_them_from_anywhere_goes_and_what_waits_is_not_sent(nomination):
    correct_contact(nomination=nomination, name="Gareth Pugh", email="new@pugh.example")
    confirm_new_address(change=AddressChange.objects.get())
    Nomination.objects.filter(pk=nomination.pk).update(entry=EntryFactory(cycle=nomination.cycle))
    left = again(nomination)
    survey = Survey.objects.create(cycle=left.cycle, audience="customers")
    for key in (f"result:{left.entry.reference}:abc", f"survey:{survey.pk}:abc", "elsewhere:1"):
        communications.write(
            template="nomination_received",
            to="new@pugh.example",
            context=dict.fromkeys(WORDS_OF_LETTER, "Gareth"),
            dedupe_key=key,
            programme=left.cycle.programme.slug,
            send_after=left.cycle.announce_at,
        )
    Invitation.objects.create(survey=survey, address="new@pugh.example", token_digest="x")
    remove_nominator(nomination=left, with_story=False)
    held = Message.objects.exclude(to_address="")
    assert list(held.values_list("dedupe_key", flat=True)) == ["elsewhere:1"]
    assert not Message.objects.exclude(pk__in=held).exclude(state="cancelled").exists()
    assert list(Invitation.objects.values_list("address", flat=True)) == [""]


def test_a_copy_holds_the_files_that_can_be_opened_and_names_the_others(client, nomination):
    kept = {"nomination": nomination, "content_type": "application/pdf", "size": 3}
    Attachment.objects.create(file=ContentFile(b"abc", "n/a.pdf"), name="a.pdf", **kept)
    Attachment.objects.create(file=ContentFile(b"abc", "n/b.pdf"), name="b.pdf", state="withheld", **kept)
    Attachment.objects.create(file="nominations/gone.pdf", name="gone.pdf", **kept)
    archive = zipfile.ZipFile(io.BytesIO(client.get(page("own_data", nomination)).content))
    assert [name for name in archive.namelist() if name.startswith("files/")] == ["files/1-a.pdf"]
    assert [file["name"] for file in json.loads(archive.read("nomination.json"))["files"]] == [
        "a.pdf",
        "b.pdf",
        "gone.pdf",
    ]


def test_a_colleague_has_their_data_in_the_directory(client):
    colleague = UserFactory()
    nomination = NominationFactory(cycle=open_cycle(), nominator=colleague, nominator_name="", nominator_email="")
    client.force_login(colleague)
    assert [client.get(page(name, nomination)).status_code for name in ("own_data", "contact", "remove_me")] == [
        200,
        404,
        404,
    ]


def test_a_stranger_is_not_told_whom_managers_found_behind_their_words(client):
    found = NomineeFactory(name_given="the tall man at the desk", person=UserFactory(full_name="Tom Haliwell"))
    nomination = NominationFactory(cycle=open_cycle(), nominator_email="gareth@pugh.example", nominee=found)
    member = Member.objects.create(nomination=nomination, person=found.person, name_given="the tall one")
    EvidenceFactory(nomination=nomination, part="member", member=member, text="Lifted it.")
    letters.say_received(nomination)
    correct_contact(nomination=nomination, name="Gareth Pugh", email="one@pugh.example")
    archive = zipfile.ZipFile(io.BytesIO(client.get(page("own_data", nomination)).content))
    read = [client.get(page(name, nomination)).content.decode() for name in ("status", "withdraw", "contact")]
    read += [archive.read("nomination.json").decode(), *Message.objects.values_list("body_text", flat=True)]
    assert ["Haliwell" in text for text in read] == [False] * 6
    assert "What the tall one contributed" in read[0]


def test_what_was_not_confirmed_in_time_does_not_ask_for_it_any_more(client):
    nomination = NominationFactory(
        cycle=open_cycle(), state="unverified", submitted_at=None, nominator_email="g@x.example"
    )
    assert "It waits for you" in client.get(page("status", nomination)).content.decode()
    Cycle.objects.filter(pk=nomination.cycle_id).update(stage=Stage.JUDGING)
    assert "Nobody confirmed it in time" in client.get(page("status", nomination)).content.decode()
