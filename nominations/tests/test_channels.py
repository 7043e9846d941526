"""Which poster, message or page brought a nomination."""

import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from nominations.channels import channel_of, channel_words
from nominations.models import Nomination
from nominations.queries.participation import participation_of
from nominations.tests.factories import NominationFactory, open_cycle, typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("poster-hall", "poster-hall"),
        (" Poster Hall! ", "poster-hall"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("café\x00", "caf"),
        ("…", "other"),
        ("x" * 90, "x" * 40),
        ("", ""),
    ],
)
def test_a_code_is_kept_in_small_letters_whatever_was_typed(code, kept):
    assert channel_of(code) == kept


def test_the_code_of_a_poster_stays_with_the_nomination_that_it_brought(client):
    cycle = open_cycle()
    path = reverse("nominations:nominate", args=[cycle.programme.slug])
    page = client.get(path, {"c": "Poster Hall"}).content.decode()
    assert '<input type="hidden" name="c" value="Poster Hall">' in page
    assert 'name="c"' not in client.get(path).content.decode()
    client.post(path, {**typed(cycle), "c": "Poster Hall"})
    assert Nomination.objects.get().channel == "poster-hall"


def test_a_colleague_brings_the_code_along_to_the_draft(client):
    cycle = open_cycle()
    client.force_login(UserFactory())
    samira = UserFactory(full_name="Samira Khan")
    path = reverse("nominations:nominate", args=[cycle.programme.slug])
    assert 'name="c" value="intranet"' in client.get(path, {"c": "intranet", "q": "samira"}).content.decode()
    client.post(path, {"person": samira.pk, "c": "intranet"})
    assert Nomination.objects.get().channel == "intranet"


def test_the_cycle_is_told_which_channels_bring_nominations():
    cycle = open_cycle()
    for channel in ("poster", "embed", "poster", ""):
        NominationFactory(cycle=cycle, channel=channel)
    assert next(iter(participation_of(cycle).channels.items())) == ("poster", 2)
    assert participation_of(cycle).channels == {"poster": 2, "embed": 1, "": 1}


def test_a_poster_is_called_by_the_place_where_it_hangs():
    codes = ["poster-reception-leeds", "poster", "posters-x", "embed", ""]
    assert [channel_words(code) for code in codes] == ["Poster, reception leeds", *codes[1:]]
