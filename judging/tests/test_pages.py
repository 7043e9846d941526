import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import AdministratorFactory, UserFactory
from judging.enums import AssignmentState, SeatRole
from judging.models import Assignment, Decision, Minutes, Score
from judging.services.assigning import assign_judges
from judging.services.computing import compute_results
from judging.tests.factories import (
    AssignmentFactory,
    ConflictFactory,
    SeatFactory,
    judged_cycle,
    scored_cycle,
    submitted_sheet,
)
from nominations.models import Evidence
from nominations.tests.factories import NominationFactory
from programmes.enums import Stage

pytestmark = pytest.mark.django_db


def page(client, person, name, *arguments, data=None, **query):
    client.force_login(person)
    url = reverse(f"judging:{name}", args=arguments)
    return client.post(url, data or {}, follow=False) if data is not None else client.get(url, query)


def where(cycle):
    return [cycle.programme.slug, cycle.name]


@pytest.fixture
def cast(client):
    """One cycle that deliberates and everybody who could look at it."""
    maya, nominee = UserFactory(full_name="Maya Lindqvist"), UserFactory(full_name="Samira Haddad")
    cycle, entries, seats, chair = scored_cycle([[3, 3], [5, 5]], managers=[maya])
    nominator = UserFactory()
    NominationFactory(
        cycle=cycle, category=entries[0].category, entry=entries[0], state="accepted", nominator=nominator
    )
    return {
        "cycle": cycle,
        "entries": entries,
        "sheet": Assignment.objects.get(seat=seats[0], entry=entries[0]),
        "judge": seats[0].judge,
        "other judge": seats[1].judge,
        "chair": chair.judge,
        "manager": maya,
        "administrator": AdministratorFactory(),
        "nominee": entries[0].person,
        "nominator": nominator,
        "stranger": nominee,
        "seat": seats[0],
    }


ROLES = ("judge", "other judge", "chair", "manager", "administrator", "nominee", "nominator", "stranger")
OUTSIDE = dict.fromkeys(("nominee", "nominator", "stranger"), 404)

# What each role is answered, for a cycle that deliberates: 200 a page, 302 done, 403 seen but not allowed, 404 unseen.
ANSWERS = [
    ("panel", "get", dict.fromkeys(ROLES, 200)),
    ("sheet", "get", dict.fromkeys(ROLES, 404) | {"judge": 200}),
    ("save", "post", dict.fromkeys(ROLES, 404) | {"judge": 422}),
    ("stand_aside", "get", dict.fromkeys(ROLES, 404) | {"judge": 200}),
    ("even_out", "get", dict.fromkeys(ROLES, 404) | {"judge": 200, "other judge": 200, "chair": 200}),
    ("panel_scores", "get", dict.fromkeys(ROLES, 404) | {"judge": 200, "other judge": 200, "chair": 403}),
    ("seats", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200}),
    ("seat", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 403, "manager": 200, "administrator": 200}),
    ("leave", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 403, "manager": 200, "administrator": 200}),
    ("rule", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 403, "administrator": 403}),
    ("assign", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200}),
    ("reopen", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 403, "administrator": 403}),
    (
        "results",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200},
    ),
    (
        "compute",
        "post",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 302, "manager": 302, "administrator": 302},
    ),
    (
        "firmness",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200},
    ),
    (
        "firmness_progress",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 302, "manager": 302, "administrator": 302},
    ),
    (
        "justification",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200},
    ),
    (
        "justification_pdf",
        "post",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200},
    ),
    (
        "minutes",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 403},
    ),
    (
        "meeting",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 403},
    ),
    (
        "propose",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 403},
    ),
    (
        "confirm",
        "post",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 302, "manager": 403, "administrator": 302},
    ),
    (
        "withdraw",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 403},
    ),
]


def test_the_table_of_answers_names_every_address():
    from judging.urls import urlpatterns

    assert [name for name, _method, _answers in ANSWERS] == [pattern.name for pattern in urlpatterns]


@pytest.mark.parametrize(("name", "method", "answers"), ANSWERS, ids=[name for name, *_ in ANSWERS])
def test_every_address_answers_each_role_as_it_may(client, cast, name, method, answers):
    cycle = cast["cycle"]
    compute_results(cycle=cycle, actor=None)
    conflict = ConflictFactory(seat=SeatFactory(panel=cast["seat"].panel), entry=cast["entries"][1])
    decision = Decision.objects.create(
        cycle=cycle,
        category=cast["entries"][1].category,
        entry=cast["entries"][1],
        place=1,
        justification="First by the ranking.",
        proposed_by=cast["manager"],
    )
    arguments = {
        "panel": [],
        "sheet": [cast["sheet"].pk],
        "save": [cast["sheet"].pk],
        "stand_aside": [cast["sheet"].pk],
        "leave": [*where(cycle), cast["seat"].pk],
        "rule": [*where(cycle), conflict.pk],
        "reopen": [*where(cycle), cast["sheet"].pk],
        "firmness": [*where(cycle), "individual"],
        "firmness_progress": [*where(cycle), "individual"],
        "justification": [*where(cycle), "individual"],
        "justification_pdf": [*where(cycle), "individual"],
        "minutes": [*where(cycle), "individual"],
        "propose": [*where(cycle), "individual"],
        "confirm": [*where(cycle), decision.pk],
        "withdraw": [*where(cycle), decision.pk],
    }.get(name, where(cycle))
    found = {}
    for role in ROLES:
        Decision.objects.update(state="proposed", confirmed_by=None, confirmed_at=None)
        found[role] = page(client, cast[role], name, *arguments, data={} if method == "post" else None).status_code
    assert found == answers
    client.logout()
    assert client.get(reverse(f"judging:{name}", args=arguments)).status_code in (302, 405)


# Who may see a judge's scores: before and after the judge sent them, and once scoring is over.
SCORES = {
    "judge": (True, True, True),
    "other judge": (False, False, True),
    "other judge who sent all": (False, True, True),
    "chair": (False, False, True),
    "manager": (False, False, True),
    "administrator": (False, False, True),
    "nominee": (False, False, False),
    "nominator": (False, False, False),
    "stranger": (False, False, False),
}


@pytest.mark.parametrize(
    ("number", "stage", "state"),
    [
        (0, Stage.JUDGING, AssignmentState.STARTED),
        (1, Stage.JUDGING, AssignmentState.SUBMITTED),
        (2, Stage.DELIBERATING, AssignmentState.SUBMITTED),
    ],
)
def test_who_may_see_which_score_when(number, stage, state):
    maya = UserFactory()
    cycle, [entry, second], seats, chair = judged_cycle(entries=2, judges=3, stage=stage, managers=[maya])
    nominator = UserFactory()
    NominationFactory(cycle=cycle, category=entry.category, entry=entry, state="accepted", nominator=nominator)
    sheet = submitted_sheet(seats[0], entry, {"impact": 4, "care": 4})
    Assignment.objects.filter(pk=sheet.pk).update(state=state)
    submitted_sheet(seats[2], entry, {"impact": 2, "care": 2})
    # The first other judge is not done while the panel scores; when scoring is over, everybody has sent.
    AssignmentFactory(
        seat=seats[1], entry=second, state="submitted" if number == 2 else "assigned", submitted_at=timezone.now()
    )
    people = {
        "judge": seats[0].judge,
        "other judge": seats[1].judge,
        "other judge who sent all": seats[2].judge,
        "chair": chair.judge,
        "manager": maya,
        "administrator": AdministratorFactory(),
        "nominee": entry.person,
        "nominator": nominator,
        "stranger": UserFactory(),
    }
    sheet = Assignment.objects.get(pk=sheet.pk)
    found = {name: person.has_perm("judging.see_scores", sheet) for name, person in people.items()}
    assert found == {name: answers[number] for name, answers in SCORES.items()}


def test_a_judge_who_stands_aside_sees_no_score_of_that_entry():
    _cycle, entries, seats, chair = scored_cycle([[3, 3], [5, 5]])
    ConflictFactory(seat=chair, entry=entries[0])
    sheets = Assignment.objects.filter(seat=seats[0]).order_by("pk")
    assert [chair.judge.has_perm("judging.see_scores", sheet) for sheet in sheets] == [False, True]


@pytest.fixture
def blind_panel():
    """A judge's panel with one entry whose story is full of names."""
    cycle, [entry], [seat, *_], _chair = judged_cycle(entries=1, judges=3)
    entry.person.full_name, entry.person.known_as = "Samira Haddad", "Sam"
    entry.person.save()
    nomination = entry.nominations.get()
    nomination.nominator_name = "Gareth Pugh"
    nomination.save()
    Evidence.objects.update(
        text=f"Samira stayed on the line. Sam will ring back, said Gareth Pugh of {entry.person.team.name}."
    )
    assign_judges(cycle=cycle, actor=None)
    return cycle, entry, seat, Assignment.objects.get(seat=seat)


NAMES = ("Samira", "Haddad", "Sam ", "Gareth", "Pugh")


@pytest.mark.parametrize("name", ["panel", "sheet", "stand_aside", "even_out"])
def test_no_page_of_a_judge_names_anybody_where_the_rules_hide_names(client, blind_panel, name):
    cycle, entry, seat, sheet = blind_panel
    arguments = {"panel": [], "even_out": where(cycle)}.get(name, [sheet.pk])
    words = page(client, seat.judge, name, *arguments).content.decode()
    assert [known for known in (*NAMES, entry.person.team.name) if known in words] == []


def test_names_are_shown_where_the_rules_say_so(client, blind_panel):
    cycle, _entry, seat, sheet = blind_panel
    cycle.rulebook.blind = False
    cycle.rulebook.save(update_fields=["blind"])
    words = page(client, seat.judge, "sheet", sheet.pk).content.decode()
    assert "Samira Haddad" in words
    assert "Samira stayed on the line." in words


def test_a_masked_story_keeps_its_other_words(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    words = page(client, seat.judge, "sheet", sheet.pk).content.decode()
    assert '<span class="blind">The nominee</span> stayed on the line.' in words
    assert (
        '<span class="blind">The nominee</span> will ring back, said <span class="blind">the nominator</span>' in words
    )


def test_a_touch_is_saved_and_answered_with_the_new_version(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    answer = page(client, seat.judge, "save", sheet.pk, data={"version": 0, "score-impact": 4})
    assert (answer.status_code, answer.json()["version"], answer.json()["overtaken"]) == (200, 1, [])
    assert [(score.criterion.code, score.value) for score in Score.objects.all()] == [("impact", 4)]


def test_a_second_window_is_told_what_it_replaced(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    page(client, seat.judge, "save", sheet.pk, data={"version": 0, "score-impact": 4})
    answer = page(client, seat.judge, "save", sheet.pk, data={"version": 0, "score-impact": 2})
    assert answer.json()["overtaken"] == ["Impact was saved as 4 in another window; your 2 counts now."]


def test_a_value_off_the_scale_is_refused_in_words(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    answer = page(client, seat.judge, "save", sheet.pk, data={"version": 0, "score-impact": 6})
    assert answer.status_code == 422
    assert Score.objects.count() == 0


def test_scores_are_saved_without_javascript_and_lead_to_the_next_entry(client):
    cycle, _entries, seats, _chair = judged_cycle(entries=2, judges=3)
    assign_judges(cycle=cycle, actor=None)
    first, second = Assignment.objects.filter(seat=seats[0]).order_by("position")
    data = {"version": 0, "score-impact": 4, "score-care": 3, "comment": "Moving.", "next": "1"}
    answer = page(client, seats[0].judge, "sheet", first.pk, data=data)
    assert answer.url == reverse("judging:sheet", args=[second.pk])
    first.refresh_from_db()
    assert (first.comment, first.scores.count()) == ("Moving.", 2)


def test_a_judge_evens_out_and_sends_everything(client):
    cycle, _entries, seats, _chair = judged_cycle(entries=2, judges=3)
    assign_judges(cycle=cycle, actor=None)
    for sheet in Assignment.objects.filter(seat=seats[0]):
        page(client, seats[0].judge, "sheet", sheet.pk, data={"version": 0, "score-impact": 4, "score-care": 3})
    assert page(client, seats[0].judge, "even_out", *where(cycle), data={}).status_code == 302
    assert set(Assignment.objects.filter(seat=seats[0]).values_list("state", flat=True)) == {"submitted"}


def test_a_conflict_takes_two_clicks(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    words = page(client, seat.judge, "panel").content.decode()
    assert reverse("judging:stand_aside", args=[sheet.pk]) in words
    form = page(client, seat.judge, "stand_aside", sheet.pk).context["form"]
    answer = page(client, seat.judge, "stand_aside", sheet.pk, data={"how": form["how"].value()})
    assert answer.status_code == 302
    sheet.refresh_from_db()
    assert sheet.state == AssignmentState.RECUSED


def test_the_panel_page_says_how_far_a_judge_is(client):
    cycle, _entries, seats, _chair = judged_cycle(entries=3, judges=3)
    assign_judges(cycle=cycle, actor=None)
    sheet = Assignment.objects.filter(seat=seats[0]).first()
    page(client, seats[0].judge, "sheet", sheet.pk, data={"version": 0, "score-impact": 4, "score-care": 3})
    words = " ".join(page(client, seats[0].judge, "panel").content.decode().split())
    assert "<b>1 of 3 scored</b>, about 6 minutes left. Scoring closes Wednesday 4 November 2026, 9 am." in words


def test_a_manager_seats_a_judge_who_is_invited(client):
    maya, rosalind = UserFactory(), UserFactory()
    cycle, *_ = judged_cycle(entries=1, managers=[maya])
    data = {"email": rosalind.email, "role": "judge", "cap": "5"}
    assert page(client, maya, "seat", *where(cycle), data=data).status_code == 302
    seat = rosalind.seats.get()
    assert (seat.role, seat.cap, seat.panel.cycle) == (SeatRole.JUDGE, 5, cycle)
    assert rosalind.messages.get().template_key == "judge_invitation"


def test_the_results_page_decides_by_two_people(client, cast):
    cycle, entry = cast["cycle"], cast["entries"][1]
    page(client, cast["manager"], "compute", *where(cycle), data={})
    page(client, cast["chair"], "minutes", *where(cycle), "individual", data={"text": "We weighed both."})
    data = {"place": 1, "entry": entry.reference, "justification": "First by the ranking."}
    page(client, cast["manager"], "propose", *where(cycle), "individual", data=data)
    decision = Decision.objects.get()
    assert page(client, cast["chair"], "confirm", *where(cycle), decision.pk, data={}).status_code == 302
    decision.refresh_from_db()
    assert (decision.state, decision.confirmed_by) == ("confirmed", cast["chair"])
    assert Minutes.objects.get().text == "We weighed both."
    assert page(client, cast["chair"], "results", *where(cycle)).status_code == 200


def test_a_refused_proposal_keeps_the_reason_that_was_written(client):
    maya = UserFactory()
    cycle, [first, _second], _seats, _chair = scored_cycle([[4, 4], [4, 4]], managers=[maya])
    compute_results(cycle=cycle, actor=None)
    data = {"place": 1, "entry": first.reference, "justification": "The effort was greater."}
    response = page(client, maya, "propose", *where(cycle), "individual", data=data)
    assert response.context["form"]["justification"].value() == "The effort was greater."
    assert len(response.context["form"].non_field_errors()) == 1
    assert not Decision.objects.exists()


def test_nobody_sees_results_before_scoring_is_over(client):
    maya = UserFactory()
    cycle, entries, _seats, chair = scored_cycle([[3, 3], [5, 5]], stage=Stage.JUDGING, managers=[maya])
    compute_results(cycle=cycle, actor=None)
    for person in (maya, chair.judge, AdministratorFactory()):
        words = page(client, person, "results", *where(cycle)).content.decode()
        assert "There is nothing to see before scoring is over" in words
        assert entries[1].nominee_name not in words


@pytest.mark.parametrize("count", [3, 40])
def test_the_panel_page_takes_the_same_queries_for_few_and_many_entries(client, count, django_assert_num_queries):
    cycle, _entries, seats, _chair = judged_cycle(entries=count, judges=3)
    assign_judges(cycle=cycle, actor=None)
    client.force_login(seats[0].judge)
    client.get(reverse("judging:panel"))
    with django_assert_num_queries(13):
        client.get(reverse("judging:panel"))


@pytest.mark.parametrize("count", [3, 40])
def test_the_score_sheet_takes_the_same_queries_for_few_and_many_entries(client, count, django_assert_num_queries):
    cycle, _entries, seats, _chair = judged_cycle(entries=count, judges=3)
    assign_judges(cycle=cycle, actor=None)
    sheet = Assignment.objects.filter(seat=seats[0]).first()
    client.force_login(seats[0].judge)
    with django_assert_num_queries(11):
        client.get(reverse("judging:sheet", args=[sheet.pk]))


@pytest.mark.parametrize("count", [3, 40])
def test_the_results_take_the_same_queries_for_few_and_many_entries(client, count, django_assert_num_queries):
    maya = UserFactory()
    cycle, *_ = scored_cycle([[1 + n % 5, 1 + n % 4] for n in range(count)], managers=[maya])
    compute_results(cycle=cycle, actor=None)
    client.force_login(maya)
    client.get(reverse("judging:results", args=where(cycle)))
    with django_assert_num_queries(15):
        client.get(reverse("judging:results", args=where(cycle)))


@pytest.mark.parametrize("count", [3, 40])
def test_the_judging_page_takes_the_same_queries_for_few_and_many_entries(client, count, django_assert_num_queries):
    maya = UserFactory()
    cycle, *_ = judged_cycle(entries=count, judges=4, managers=[maya])
    assign_judges(cycle=cycle, actor=None)
    client.force_login(maya)
    client.get(reverse("judging:seats", args=where(cycle)))
    with django_assert_num_queries(14):
        client.get(reverse("judging:seats", args=where(cycle)))
