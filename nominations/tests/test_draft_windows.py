"""A draft that is open in two windows, or in one of somebody who was signed out: nothing that was typed is lost."""

import re

import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from nominations.models import Evidence, Nomination
from nominations.services.drafting import begin_draft
from nominations.tests.factories import open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    maya, cycle = UserFactory(), open_cycle()
    client.force_login(maya)
    return begin_draft(cycle=cycle, actor=maya, person=UserFactory())


def address(draft):
    return reverse("nominations:draft", args=[draft.cycle.programme.slug, draft.reference])


def window(client, draft):
    """What a page of the draft carries that is opened now."""
    return dict(re.findall(r'name="(window|seen)" value="([^"]+)"', client.get(address(draft)).content.decode()))


def send(client, draft, carried, action, act="autosave"):
    said = {"category": draft.category_id, "action": action, "result": "Tea for all.", "act": act}
    return client.post(address(draft), said | carried, headers={"HX-Request": "true"} if act == "autosave" else {})


def stands(draft):
    return Evidence.objects.get(nomination=draft, part="action").text


def test_the_older_of_two_windows_does_not_write_over_the_newer(client, draft):
    telephone, desk = window(client, draft), window(client, draft)
    for text in ("At the desk,", "At the desk, and more"):
        assert "Not saved" not in send(client, draft, desk, text).content.decode()
    assert "Not saved" in send(client, draft, telephone, "On the telephone").content.decode()
    assert stands(draft) == "At the desk, and more"


@pytest.mark.parametrize("act", ["save", "send"])
def test_who_saves_it_from_there_all_the_same_is_told_once_and_then_it_holds(client, draft, act):
    telephone, desk = window(client, draft), window(client, draft)
    send(client, draft, desk, "At the desk")
    page = send(client, draft, telephone, "On the telephone", act)
    assert (page.status_code, stands(draft), page.context["form"]["action"].value()) == (
        422,
        "At the desk",
        "On the telephone",
    )
    again = dict(re.findall(r'name="(window|seen)" value="([^"]+)"', page.content.decode()))
    assert send(client, draft, again, "On the telephone", act).status_code == 302
    assert stands(draft) == "On the telephone"


def test_who_was_signed_out_meanwhile_is_told_and_gets_back_what_they_typed(client, draft):
    carried = window(client, draft)
    client.logout()
    assert "signed out" in send(client, draft, carried, "Drove over.").content.decode()
    page = send(client, draft, carried, "Drove over.", "send")
    assert (page.status_code, page.context["typed"]) == (401, ["Drove over.", "Tea for all."])
    assert Nomination.objects.get().state == "draft"
