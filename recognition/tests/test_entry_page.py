from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import AdministratorFactory, TeamFactory, UserFactory
from audit.models import Record
from nominations.models import Nomination
from programmes.models import Category, Presentation
from programmes.tests.factories import before_opening
from recognition import services as recognition
from recognition.citations import within_quotation
from recognition.models import Announcement, Award, Certificate
from recognition.queries.entries import latest_word_about
from recognition.queries.waiting import waiting
from recognition.refusals import NotYours
from recognition.tests.factories import announced_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    boss, manager = UserFactory(), UserFactory()
    winner = UserFactory(line_manager=boss)
    cycle = announced_cycle(people=[winner], consent=False, managers=[manager])
    return {
        "winner": winner,
        "line manager": boss,
        "programme manager": manager,
        "colleague": UserFactory(team=winner.team),
        "administrator": AdministratorFactory(),
        "cycle": cycle,
        "entry": cycle.decisions.get().entry,
    }


def page(cast, name="entry"):
    return reverse(f"recognition:{name}", args=[cast["entry"].reference])


# who: sees the page, may answer for the name, may download the certificate
ROLES = [
    ("winner", 200, 302, 200),
    ("line manager", 200, 403, 403),
    ("programme manager", 404, 404, 404),
    ("colleague", 404, 404, 404),
    ("administrator", 404, 404, 404),
]


@pytest.mark.parametrize(("role", "sees", "answers", "downloads"), ROLES)
def test_only_the_winner_decides_and_downloads(client, cast, role, sees, answers, downloads, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save("certificates/one.pdf", ContentFile(b"%PDF"))
    Certificate.objects.update(state="ready", file=name, made_at=timezone.now())
    client.force_login(cast[role])
    assert client.get(page(cast)).status_code == sees
    assert client.post(page(cast, "consent"), {"named": "yes"}).status_code == answers
    answer = client.get(page(cast, "own_certificate"))
    b"".join(answer)  # to its end, or its file stays open
    assert answer.status_code == downloads
    assert Award.objects.get().consent is (role == "winner")


@pytest.mark.parametrize("name", ["entry", "own_certificate"])
def test_a_visitor_is_asked_to_sign_in(client, cast, name):
    assert client.get(page(cast, name)).url.startswith("/accounts/login/")


def test_the_answer_is_kept_in_the_trail_and_can_be_changed(cast):
    award = Award.objects.get()
    for named in (True, True, False):
        recognition.give_consent(award=award, actor=cast["winner"], named=named)
    said = Record.objects.filter(verb__startswith="award.consent").order_by("pk").values_list("verb", "data")
    assert list(said) == [
        ("award.consent_given", {"consent": True}),
        ("award.consent_withdrawn", {"consent": False}),
    ]


def test_nobody_else_answers_not_even_by_the_service(cast):
    for role in ("line manager", "programme manager", "administrator"):
        with pytest.raises(NotYours):
            recognition.give_consent(award=Award.objects.get(), actor=cast[role], named=True)
    assert Award.objects.get().consent is False


def test_for_a_team_its_leader_answers(cast):
    team = TeamFactory(leader=UserFactory())
    entry = cast["entry"]
    with before_opening(entry.cycle):
        Category.objects.filter(pk=entry.category_id).update(nominee="team")
    type(entry).objects.filter(pk=entry.pk).update(person=None, team=team)
    award = Award.objects.get()
    with pytest.raises(NotYours):
        recognition.give_consent(award=award, actor=UserFactory(team=team), named=True)
    assert recognition.give_consent(award=Award.objects.get(), actor=team.leader, named=True).consent is True


def test_the_page_shows_a_story_only_where_its_writer_agreed(client, cast):
    client.force_login(cast["winner"])
    text = "She rang me back at six"
    assert text not in client.get(page(cast)).content.decode()
    Nomination.objects.update(may_show=True)
    assert text in client.get(page(cast)).content.decode()


def test_before_the_letters_leave_there_is_no_page(client, cast):
    Announcement.objects.update(
        announce_at=timezone.now() + timedelta(hours=1), embargo_until=timezone.now() + timedelta(hours=2)
    )
    client.force_login(cast["winner"])
    assert client.get(page(cast)).status_code == 404
    assert waiting(cast["winner"]) == []


def test_the_winner_is_asked_until_they_answer(cast):
    assert [thing["url"] for thing in waiting(cast["winner"])] == [page(cast)]
    recognition.give_consent(award=Award.objects.get(), actor=cast["winner"], named=False)
    assert waiting(cast["winner"]) == []


def test_the_home_page_quotes_what_was_written_only_where_its_writer_agreed_and_it_has_been_told(cast):
    winner = cast["winner"]
    assert latest_word_about(winner) is None
    Nomination.objects.update(may_show=True)
    word = latest_word_about(winner)
    assert (word.entry, "She rang me back at six" in word.quote) == (cast["entry"], True)
    assert [latest_word_about(cast[name]) for name in ("line manager", "colleague", "administrator")] == [None] * 3
    Announcement.objects.update(
        announce_at=timezone.now() + timedelta(hours=1), embargo_until=timezone.now() + timedelta(hours=2)
    )
    assert latest_word_about(winner) is None


def test_the_notes_for_those_who_present_it_are_not_shown_to_the_winner(client, cast):
    Presentation.objects.create(programme=cast["cycle"].programme, style="team-meeting", notes="A surprise.")
    shown = {}
    for name in ("winner", "line manager"):
        client.force_login(cast[name])
        shown[name] = client.get(page(cast)).content.decode()
    assert {name: "A surprise." in text for name, text in shown.items()} == {"winner": False, "line manager": True}
    assert {"Team meeting" in text for text in shown.values()} == {True}


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ('She said "no access" twice.', "She said ‘no access’ twice."),
        ('It was the truth. "Bryn died on Sunday.', "It was the truth. Bryn died on Sunday."),
        ("“Right,” she said.", "‘Right,’ she said."),
        ("Nothing to change.", "Nothing to change."),
    ],
)
def test_quotation_marks_within_a_quotation_are_single_and_closed(written, quoted):
    assert within_quotation(written) == quoted
