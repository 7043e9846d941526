from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from jobs.models import Job
from recognition import services as recognition
from recognition.models import Announcement, Certificate
from recognition.tests.factories import FulfilmentFactory, announced_cycle, decided_cycle

pytestmark = pytest.mark.django_db


def at(name, cycle, *more):
    return reverse(f"recognition:{name}", args=[cycle.programme.slug, cycle.name, *more])


def moment(when):
    return timezone.localtime(when).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def manager(client):
    person = UserFactory()
    client.force_login(person)
    return person


def answers(client, cycle):
    certificate = Certificate.objects.filter(award__decision__cycle=cycle).first()
    reward = FulfilmentFactory(award=certificate.award)
    pages = {
        "announce": at("announce", cycle),
        "letters": at("letters", cycle),
        "revoke": at("revoke", cycle, certificate.pk),
        "reward": at("reward", cycle, reward.pk),
        "download": at("download", cycle, certificate.pk),
    }
    return {name: client.get(page).status_code for name, page in pages.items()}


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("manager", True), ("administrator", True), ("other manager", False), ("winner", False), ("colleague", False)],
)
def test_only_who_manages_the_programme_sees_its_announcement(client, role, allowed):
    manager, winner, other = UserFactory(), UserFactory(), UserFactory()
    cycle = announced_cycle(people=[winner], managers=[manager])
    announced_cycle(managers=[other])
    people = {
        "manager": manager,
        "administrator": AdministratorFactory(),
        "other manager": other,
        "winner": winner,
        "colleague": UserFactory(),
    }
    client.force_login(people[role])
    seen = 200 if allowed else 404
    # The certificate is not printed yet, so there is nothing to download for anybody.
    assert answers(client, cycle) == {
        "announce": seen,
        "letters": seen,
        "revoke": seen,
        "reward": seen,
        "download": 404,
    }


def test_a_visitor_is_asked_to_sign_in(client):
    cycle = announced_cycle()
    assert set(answers(client, cycle).values()) == {302}


def test_a_plan_is_made_in_the_browser(client, manager):
    cycle = decided_cycle(managers=[manager])
    hear = cycle.announce_at + timedelta(hours=1)
    client.post(
        at("announce", cycle),
        {
            "announce_at": moment(hear),
            "embargo_until": moment(hear + timedelta(days=1)),
            "audiences": ["nominators"],
            "words_for_winners": "Well done",
            "public": "on",
        },
    )
    plan = Announcement.objects.get()
    assert (plan.announce_at, plan.embargo_until) == (hear, hear + timedelta(days=1))
    assert (plan.audiences, plan.words_for_winners, plan.public, plan.unnamed_shown) == (
        ["nominators"],
        "Well done",
        True,
        False,
    )
    assert Record.objects.get(verb="announcement.planned").actor == manager


@pytest.mark.parametrize(("hear", "public"), [(1, 0), (-1, 5)])
def test_a_plan_that_cannot_be_is_refused_beside_its_field(client, manager, hear, public):
    cycle = decided_cycle(managers=[manager])
    moments = [moment(cycle.announce_at + timedelta(hours=hours)) for hours in (hear, public)]
    answer = client.post(at("announce", cycle), {"announce_at": moments[0], "embargo_until": moments[1]})
    field = "embargo_until" if public < hear else "announce_at"
    assert list(answer.context["form"].errors) == [field]
    assert Announcement.objects.count() == 0


def test_the_letters_are_shown_filled_in_with_how_many_get_them(client, manager):
    cycle = decided_cycle(winners=1, others=3, managers=[manager])
    previews = client.get(at("letters", cycle)).context["previews"]
    assert {one.key: one.readers for one in previews} == {
        "result_winner": 1,
        "result_highly_commended": 0,
        "result_not_chosen": 3,
        "result_nominator_winner": 1,
        "result_nominator_other": 3,
        "result_manager": 0,
    }
    assert ["{{" in one.letter.text for one in previews] == [False] * 6
    assert manager.short_name in previews[0].letter.text


def test_the_page_says_what_holds_the_announcement_back(client, manager):
    cycle = decided_cycle(winners=0, others=1, managers=[manager])
    assert (
        "Nobody has been chosen and confirmed for “Service Star”." in client.get(at("announce", cycle)).content.decode()
    )


def test_the_progress_survives_a_reload_and_answers_htmx_with_its_piece(client, manager):
    cycle = announced_cycle(people=3, managers=[manager])
    recognition.announce(cycle=cycle, actor=manager)
    Job.objects.update(state="running", done=1, total=3, lease_until=timezone.now())
    page = client.get(at("announce", cycle)).content.decode()
    piece = client.get(at("progress", cycle), headers={"HX-Request": "true"})
    assert "1 of 3. You can leave this page" in page
    assert "1 of 3. You can leave this page" in piece.content.decode()
    assert "<html" not in piece.content.decode()
    assert client.get(at("progress", cycle)).url == at("announce", cycle)
    Job.objects.update(state="done", done=3, lease_until=None)
    assert client.get(at("progress", cycle), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_what_failed_can_be_tried_again(client, manager):
    cycle = announced_cycle(managers=[manager])
    recognition.announce(cycle=cycle, actor=manager)
    Job.objects.update(state="failed", error="1 of 1 could not be printed.")
    assert "1 of 1 could not be printed." in client.get(at("announce", cycle)).content.decode()
    client.post(at("retry", cycle))
    assert Job.objects.get().state == "queued"


def test_a_certificate_is_downloaded_by_a_readable_name(client, manager, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cycle = announced_cycle(people=[UserFactory(full_name="Ann Lee")], managers=[manager])
    file = default_storage.save("certificates/x.pdf", ContentFile(b"%PDF-1"))
    Certificate.objects.update(state="ready", file=file, made_at=timezone.now())
    answer = client.get(at("download", cycle, Certificate.objects.get().pk))
    reference = cycle.decisions.get().entry.reference
    assert b"".join(answer.streaming_content) == b"%PDF-1"
    assert answer["Content-Disposition"] == f'attachment; filename="individual_1_ann-lee_{reference}.pdf"'


def test_revoking_asks_for_a_reason(client, manager):
    cycle = announced_cycle(managers=[manager])
    page = at("revoke", cycle, Certificate.objects.get().pk)
    assert list(client.post(page, {"reason": ""}).context["form"].errors) == ["reason"]
    assert client.post(page, {"reason": "A misprint"}).url == at("announce", cycle)
    assert Certificate.objects.get().revoked_reason == "A misprint"


def test_a_reward_moves_on_with_what_it_cost(client, manager):
    cycle = announced_cycle(managers=[manager])
    reward = FulfilmentFactory(award=Certificate.objects.get().award)
    client.post(at("reward", cycle, reward.pk), {"to": "ordered", "cost": "115.50"})
    reward.refresh_from_db()
    assert (reward.state, str(reward.cost), reward.changed_by) == ("ordered", "115.50", manager)
    record = Record.objects.get(verb="reward.moved")
    assert (record.before, record.data["state"], record.data["cost"]) == ({"state": "due"}, "ordered", "115.50")
    assert client.post(at("reward", cycle, reward.pk), {"to": "nonsense"}).context["form"].errors


@pytest.mark.parametrize("people", [1, 25])
def test_the_page_asks_the_database_as_often_for_one_as_for_twenty_five(client, manager, people, settings):
    # The rail has as many queries as the other rooms ask; here it is ours alone.
    settings.CYCLE_RAIL = ["recognition.queries.announcements.rail_steps"]
    cycle = announced_cycle(people=people, managers=[manager])
    for certificate in Certificate.objects.select_related("award__decision__cycle__programme"):
        FulfilmentFactory(award=certificate.award)
    client.get(at("announce", cycle))
    with CaptureQueriesContext(connection) as asked:
        client.get(at("announce", cycle))
    assert len(asked) == 11
