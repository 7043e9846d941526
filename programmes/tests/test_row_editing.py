"""Two managers on one row of a plan: the second to save is told what the first changed, and loses nothing."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from programmes.models import LaunchTask, PlannedMessage, Presentation, Publicity, Reward
from programmes.plans.row_stamps import stamp_of
from programmes.services.row_editing import ChangedMeanwhile, Opened, reconciled
from programmes.tests.factories import (
    LaunchTaskFactory,
    PresentationFactory,
    ProgrammeFactory,
    PublicityFactory,
    RewardFactory,
)

BASE = {"title": "Leave", "cost": Decimal("4.00"), "notes": "One\nTwo", "after": (1, 2), "due": date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("theirs", "mine", "both", "found"),
    [
        ({}, {"title": "Day off"}, False, {"title": "Day off"}),
        # what a browser sends back is no change
        ({"title": "A day"}, {"cost": Decimal(4), "notes": "One\r\nTwo ", "after": [1, 2]}, False, {"title": "A day"}),
        ({"title": "A day"}, {"title": "A day", "cost": Decimal(5)}, False, {"title": "A day", "cost": Decimal(5)}),
    ],
)
def test_what_does_not_clash_is_saved(theirs, mine, both, found):
    stamp = stamp_of(BASE)
    assert reconciled(BASE | mine, BASE | theirs, Opened(stamp, stamp, keep_both=both)) == BASE | found


def test_what_others_changed_is_told_and_then_brought_together_or_overwritten():
    stamp, now, mine = stamp_of(BASE), BASE | {"title": "A day", "cost": Decimal(9)}, BASE | {"title": "Day off"}
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        reconciled(mine, now, Opened(stamp, stamp))
    facts = [(fact.name, fact.theirs, fact.mine, fact.both_changed) for fact in meanwhile.value.facts]
    assert facts == [("title", "A day", "Day off", True), ("cost", Decimal(9), Decimal("4.00"), False)]
    known = meanwhile.value.known
    assert reconciled(mine, now, Opened(stamp, known, keep_both=True)) == BASE | {
        "title": "Day off",
        "cost": Decimal(9),
    }
    assert reconciled(mine, now, Opened(stamp, known)) == mine
    with pytest.raises(ChangedMeanwhile):  # a third saved while the second read what the first had changed
        reconciled(mine, now | {"notes": "Three"}, Opened(stamp, known, keep_both=True))


@pytest.mark.parametrize("stamp", ["", "title", "title:x cost:", "💥" * 40])
def test_a_stamp_that_says_nothing_is_told_everything(stamp):
    with pytest.raises(ChangedMeanwhile):
        reconciled(BASE | {"title": "Day off"}, BASE, Opened(stamp, stamp))


@pytest.fixture
def maya(client):
    person = UserFactory(email="maya@example.org")
    client.force_login(person)
    return person


@pytest.fixture
def programme(maya):
    return ProgrammeFactory(slug="stars", managers=[maya])


def message(programme):
    at = (timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)
    return PlannedMessage.objects.create(programme=programme, subject="It begins", body="Hello", send_at=at)


# How each is made, where it is changed, a field that the first changes, one that the second changes, and the reader of both.
ROWS = {
    "reward": (RewardFactory, Reward, "reward", {"title": "A week’s leave"}, {"tax_note": "None"}),
    "presentation": (PresentationFactory, Presentation, "presentation_edit", {"place": "Canteen"}, {"by": "Ada"}),
    "channel": (PublicityFactory, Publicity, "publicity", {"place": "The lifts"}, {"people": "Customers"}),
    "task": (LaunchTaskFactory, LaunchTask, "launch_task_edit", {"audience": "Leaders"}, {"channel": "Huddle"}),
    "message": (None, PlannedMessage, "launch_message", {"subject": "It begins today"}, {"body": "Good morning"}),
}


def as_typed(form):
    """What a browser would send of the form as its page shows it."""
    sent = {}
    for field in form:
        value = field.field.prepare_value(field.value())
        if isinstance(value, datetime):
            value = value.strftime("%Y-%m-%dT%H:%M")
        if value is not None and value is not False and value != "":
            sent[field.html_name] = value
    return sent


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ROWS)
def test_the_second_to_save_a_page_is_told_and_keeps_both(client, programme, kind):
    factory, model, name, theirs, mine = ROWS[kind]
    row = message(programme) if factory is None else factory(programme=programme)
    url = reverse(f"programmes:{name}", args=["stars"] if kind == "presentation" else ["stars", row.pk])
    page = client.get(url)
    sent = {**as_typed(page.context["form"]), "seen": page.context["seen"], "known": page.context["known"], **mine}
    model.objects.filter(pk=row.pk).update(**theirs)
    told = client.post(url, sent)
    row.refresh_from_db()
    expected = [(words, False) for words in theirs.values()]
    assert (told.status_code, [(fact.theirs, fact.both_changed) for fact in told.context["told"]]) == (409, expected)
    assert [getattr(row, field) for field in mine] != list(mine.values())
    assert Record.objects.count() == 0
    sent |= {"seen": told.context["seen"], "known": told.context["known"], "how": "both"}
    assert client.post(url, sent).status_code == 302
    row.refresh_from_db()
    assert {field: getattr(row, field) for field in [*theirs, *mine]} == {**theirs, **mine}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["reward", "channel"])
def test_what_was_removed_meanwhile_is_added_anew_from_what_was_typed(client, programme, kind):
    factory, model, name, _theirs, mine = ROWS[kind]
    row = factory(programme=programme)
    url = reverse(f"programmes:{name}", args=["stars", row.pk])
    page = client.get(url)
    sent = {**as_typed(page.context["form"]), "seen": page.context["seen"], "known": page.context["known"], **mine}
    assert client.post(url + "remove/").status_code == 302
    told = client.post(url, sent)
    assert (told.status_code, told.context["meanwhile"].gone, model.objects.count()) == (409, True, 0)
    new = reverse(f"programmes:{name}_new", args=["stars"])
    assert f'action="{new}"' in told.content.decode()
    assert client.post(new, sent).status_code == 302
    assert list(model.objects.values_list(*mine)) == [tuple(mine.values())]
