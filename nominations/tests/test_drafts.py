from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import TeamFactory, UserFactory
from communications.models import Message
from nominations.enums import NominationState, NominatorKind
from nominations.models import Nomination, Nominee
from nominations.queries.nominees import people_like
from nominations.queries.waiting import drafts_of
from nominations.services.drafting import begin_draft
from nominations.services.submitting import kind_of_nominator
from nominations.tests.factories import open_cycle
from programmes.models import Cycle
from programmes.tests.factories import CategoryFactory, before_opening

pytestmark = pytest.mark.django_db
STORY = {"action": "Drove forty litres over.", "result": "Twenty-six people had tea."}


@pytest.fixture
def cycle():
    return open_cycle()


@pytest.fixture
def wes():
    return UserFactory(full_name="Wes Okafor", site="Ferry Lane", team=TeamFactory(name="Networks North"))


@pytest.fixture
def maya(client):
    person = UserFactory(full_name="Maya Lindqvist")
    client.force_login(person)
    return person


def address(cycle):
    return reverse("nominations:nominate", args=[cycle.programme.slug])


def draft_address(draft):
    return reverse("nominations:draft", args=[draft.cycle.programme.slug, draft.reference])


def typed(draft, act, **changes):
    return {"category": str(draft.category_id), "act": act, **STORY, **changes}


@pytest.mark.parametrize("words", ["wes", "OKAFOR ferry", "networks wes", "north"])
def test_a_colleague_is_found_by_name_team_or_site(client, cycle, wes, maya, words):
    answer = client.get(address(cycle), {"q": words})
    assert answer.context["found"].people == [wes]


def test_htmx_gets_the_found_ones_alone(client, cycle, wes, maya):
    answer = client.get(address(cycle), {"q": "wes"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert ("Wes Okafor" in page, "<html" in page) == (True, False)


def test_oneself_is_found_only_where_the_rules_allow_it(client, cycle, maya):
    assert client.get(address(cycle), {"q": "maya"}).context["found"].people == []
    with before_opening(cycle):
        cycle.rulebook.self_nomination = True
        cycle.rulebook.save()
    assert client.get(address(cycle), {"q": "maya"}).context["found"].people == [maya]


def test_teams_are_found_where_a_category_is_for_teams(client, cycle, wes, maya):
    assert client.get(address(cycle), {"q": "networks"}).context["found"].teams == []
    with before_opening(cycle):
        CategoryFactory(rulebook=cycle.rulebook, nominee="team")
    assert client.get(address(cycle), {"q": "networks"}).context["found"].teams == [wes.team]


def test_choosing_begins_a_draft_and_choosing_again_takes_it_up(client, cycle, wes, maya):
    first = client.post(address(cycle), {"person": wes.pk})
    second = client.post(address(cycle), {"person": wes.pk})
    draft = Nomination.objects.get()
    assert first.url == second.url == draft_address(draft)
    assert (draft.state, draft.nominator, draft.nominee.person) == (NominationState.DRAFT, maya, wes)
    assert not Message.objects.exists()


def test_a_name_that_is_not_found_is_written_down_for_the_organisers(client, cycle, maya):
    client.post(address(cycle), {"name_given": "the man with the van"})
    assert Nomination.objects.get().nominee.name_given == "the man with the van"


def test_a_team_gets_a_category_for_teams(client, cycle, wes, maya):
    with before_opening(cycle):
        category = CategoryFactory(rulebook=cycle.rulebook, nominee="team")
    client.post(address(cycle), {"team": wes.team.pk})
    assert Nomination.objects.get().category == category


def test_a_draft_may_be_half_written_and_is_there_after_a_reload(client, cycle, wes, maya):
    draft = begin_draft(cycle=cycle, actor=maya, person=wes)
    client.post(draft_address(draft), typed(draft, "save", result="", situation="Brown water."))
    form = client.get(draft_address(draft)).context["form"]
    assert [form[part].value() for part in ("situation", "action", "result")] == [
        "Brown water.",
        "Drove forty litres over.",
        None,
    ]


def test_saving_while_typing_says_when(client, cycle, wes, maya):
    draft = begin_draft(cycle=cycle, actor=maya, person=wes)
    answer = client.post(draft_address(draft), typed(draft, "autosave"), headers={"HX-Request": "true"})
    draft.refresh_from_db()
    saved = timezone.localtime(draft.saved_at).strftime("%H:%M")
    assert answer.templates[0].name == "nominations/partials/saved.html"
    assert (answer.context["nomination"], saved in answer.content.decode()) == (draft, True)


def test_sending_needs_the_action_and_the_result(client, cycle, wes, maya):
    draft = begin_draft(cycle=cycle, actor=maya, person=wes)
    answer = client.post(draft_address(draft), typed(draft, "send", result=""))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["result"])
    assert Nomination.objects.get().state == NominationState.DRAFT


def test_a_sent_draft_counts_at_once_and_its_nominator_is_told(client, cycle, wes, maya):
    draft = begin_draft(cycle=cycle, actor=maya, person=wes)
    answer = client.post(draft_address(draft), typed(draft, "send"))
    assert client.get(answer.url).status_code == 200
    sent = Nomination.objects.get()
    assert (sent.state, sent.nominator_kind) == (NominationState.SUBMITTED, NominatorKind.COLLEAGUE)
    assert Message.objects.get().template_key == "nomination_received"
    assert client.get(draft_address(draft)).status_code == 302


def test_a_draft_is_not_sent_after_closing_and_stays_to_be_copied(client, cycle, wes, maya):
    draft = begin_draft(cycle=cycle, actor=maya, person=wes)
    Cycle.objects.update(screening_at=timezone.now())
    client.post(draft_address(draft), typed(draft, "send"))
    assert Nomination.objects.get().state == NominationState.DRAFT
    form = client.get(draft_address(draft)).context["form"]
    assert form["action"].value() == STORY["action"]


def test_a_draft_is_thrown_away_when_asked_twice(client, cycle, wes, maya):
    draft = begin_draft(cycle=cycle, actor=maya, person=wes)
    path = reverse("nominations:discard", args=[cycle.programme.slug, draft.reference])
    client.get(path)
    assert Nomination.objects.count() == 1
    client.post(path)
    assert (Nomination.objects.count(), Nominee.objects.count()) == (0, 0)


def test_somebody_elses_draft_is_not_there(client, cycle, wes, maya):
    draft = begin_draft(cycle=cycle, actor=UserFactory(), person=wes)
    assert client.get(draft_address(draft)).status_code == 404


def test_a_draft_waits_on_the_home_page_until_nominations_close(cycle, wes, maya):
    begin_draft(cycle=cycle, actor=maya, person=wes)
    (thing,) = drafts_of(maya)
    assert thing["due"] == timezone.localtime(cycle.screening_at).date()
    Cycle.objects.update(screening_at=timezone.now() - timedelta(seconds=1))
    assert drafts_of(maya) == []


def test_what_a_nominator_is_to_the_nominee_follows_from_the_directory(maya, wes):
    report = UserFactory(line_manager=maya)
    led = TeamFactory(leader=maya)
    kinds = [
        kind_of_nominator(maya, nominee)
        for nominee in (
            Nominee(person=maya),
            Nominee(person=report),
            Nominee(person=UserFactory(team=led)),
            Nominee(team=led),
            Nominee(person=wes),
            Nominee(name_given="Wes"),
        )
    ]
    assert kinds == ["self", "leader", "leader", "leader", "colleague", "colleague"]


def test_whose_name_begins_so_comes_before_whose_team_has_it_inside(cycle, maya):
    service = TeamFactory(name="Customer service")
    inside = UserFactory(full_name="Ada Bell", team=service)
    begins = UserFactory(full_name="Wes Tomlin", team=service)
    assert people_like("tom", cycle, maya) == [begins, inside]
