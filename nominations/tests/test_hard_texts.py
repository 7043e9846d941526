"""What people really write: each text arrives as it was sent, on every way in, and shows as text on every page."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from openpyxl import Workbook

from accounts.tests.factories import UserFactory
from nominations.models import Evidence, Nomination
from nominations.services.answers import read_answer
from nominations.services.import_rows import COLUMNS
from nominations.tests.factories import open_cycle, typed
from programmes.models import FormQuestion

pytestmark = pytest.mark.django_db
HARD = {
    "emoji": "👩🏽‍🚒 Danke! 🎉",
    "right to left": "שלום, كريمة ساعدتني",
    "apostrophes": "O’Brien & D'Arcy’s “van” <b>not bold</b>",
    "a long story": "x" * 9_990 + "\nlast line",
    "lines to the brim": "ab\n" * 3_333,
    "a formula": "=cmd|' /C calc'!A0",
}  # fmt: skip


@pytest.fixture
def maya(client):
    return UserFactory()


@pytest.fixture
def cycle(maya):
    return open_cycle(managers=[maya])


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_the_public_form_keeps_it_and_the_managers_page_shows_it_as_text(client, cycle, maya, text):
    name = " ".join(text.split())[:100]
    sent = typed(cycle, action=text.replace("\n", "\r\n"), nominee=name)
    assert client.post(reverse("nominations:nominate", args=[cycle.programme.slug]), sent).status_code == 302
    nomination = Nomination.objects.get()
    assert nomination.nominee.name_given == name
    assert Evidence.objects.get(part="action").text == text.strip()
    client.force_login(maya)
    page = client.get(
        reverse("nominations:nomination", args=[cycle.programme.slug, cycle.name, nomination.reference])
    ).content.decode()
    assert ("<b>not bold</b>" in page, "&lt;b&gt;not bold" in page) == (False, "<b>" in text)


@pytest.mark.parametrize("text", [text for name, text in HARD.items() if name != "a formula"])
def test_a_workbook_keeps_it(cycle, tmp_path, text):
    said = {"reference": "P-1", "category": "individual", "nominator_kind": "customer", "submitted_at": "2026-10-03"}
    book = Workbook()
    book.active.append(COLUMNS)
    book.active.append([(said | {"nominee_name": "Samira", "action": text}).get(column, "") for column in COLUMNS])
    held = io.BytesIO()
    book.save(held)
    (tmp_path / "n.xlsx").write_bytes(held.getvalue())
    call_command("import_nominations", cycle.label, str(tmp_path / "n.xlsx"), stdout=io.StringIO())
    assert Evidence.objects.get().text == text.strip()


def test_a_story_that_is_too_long_is_given_back_with_what_was_typed(client, cycle):
    sent = typed(cycle, action="x" * 10_001)
    answer = client.post(reverse("nominations:nominate", args=[cycle.programme.slug]), sent)
    assert (answer.status_code, answer.context["form"]["action"].value()) == (422, sent["action"])
    assert not Nomination.objects.exists()


@pytest.mark.parametrize("number", ["1e999999999", "0e-999999999", "1,200", "1_000", "９" * 30, "nan"])
def test_a_number_that_is_none_or_may_be_read_as_two_is_asked_again_and_stops_nothing(number):
    with pytest.raises(ValidationError):
        read_answer(FormQuestion(kind="number"), number)


@pytest.mark.parametrize(
    ("typed_in", "kept"), [("12,5", "12.5"), ("-3.50", "-3.5"), (".5", "0.5"), ("1 200", "1200"), ("0", "0")]
)
def test_a_plain_number_is_kept_in_plain_digits(typed_in, kept):
    assert read_answer(FormQuestion(kind="number"), typed_in) == kept


def test_an_address_longer_than_can_be_stored_is_refused_in_words(client, cycle):
    longest = f"{'a' * 63}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example"
    slug = cycle.programme.slug
    answers = [
        client.post(reverse("nominations:nominate", args=[slug]), typed(cycle, email=address))
        for address in (longest, longest.replace("example", "examples"))
    ]
    assert (len(longest), [answer.status_code for answer in answers]) == (254, [302, 422])


@pytest.mark.parametrize("field", ["name", "nominee"])
def test_nobody_advertises_in_our_name_to_an_address_that_is_not_proven(client, cycle, field):
    sent = typed(cycle, **{field: "Win at https://prize.example/now"})
    answer = client.post(reverse("nominations:nominate", args=[cycle.programme.slug]), sent)
    assert list(answer.context["form"].errors) == [field]
