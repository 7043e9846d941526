"""The pages of the rules: who meets them, moving and spreading without saving, two managers, versions side by side."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import JobRoleFactory, TeamFactory, UserFactory
from programmes.enums import RulebookState
from programmes.models import CriterionCategory, Programme
from programmes.plans.lines import CategoryLine, EligibilityLine, JudgingLine
from programmes.queries.plans import rules_of
from programmes.services.consultation_answers import fresh_link
from programmes.services.consultations import close_consultation, open_consultation
from programmes.services.rule_editing import save_part
from programmes.services.rulebooks import draft_next_version, publish_rulebook
from programmes.tests.cast import CAST, person_as, visit
from programmes.tests.factories import CriterionFactory, ObjectiveFactory, running_cycle
from programmes.tests.rule_samples import with_criterion
from programmes.tests.test_plan_pages import filled

pytestmark = pytest.mark.django_db

FOR_MANAGERS = ("", "categories/", "eligibility/", "criteria/", "questions/", "judging/", "compare/", "consultation/")


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei")


@pytest.fixture
def tom():
    return UserFactory(full_name="Tom Reid")


@pytest.fixture
def draft(maya, tom):
    cycle = running_cycle(managers=[maya, tom])
    cycle.programme.slug = "stars"
    cycle.programme.save()
    return draft_next_version(programme=cycle.programme, actor=maya)


def page_of(client, person, page="criteria"):
    client.force_login(person)
    url = f"/manage/stars/rules/{page}/"
    return url, client.get(url)


def data_of(page):
    """What the page of a list would send as it stands."""
    return filled(page.context["formset"]) | {"seen": page.context["seen"], "known": page.context["known"]}


def titles(page):
    return [form["title"].value() for form in page.context["formset"].in_order() if form["title"].value()]


@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize(("role", "status"), list(zip(CAST, (302, 403, 403, 200, 200), strict=True)))
def test_the_rules_are_written_by_managers(client, draft, role, status):
    person = person_as(role, draft.programme)
    assert {visit(client, person, f"/manage/stars/rules/{page}").status_code for page in FOR_MANAGERS} == {status}


@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize("act", ["copy", "consultation/close", "consultation/reply"])
@pytest.mark.parametrize(("role", "status"), list(zip(CAST, (302, 403, 403), strict=False)))
def test_the_acts_on_rules_are_managers_acts(client, draft, act, role, status):
    person = person_as(role, draft.programme)
    if person:
        client.force_login(person)
    assert client.post(f"/manage/stars/rules/{act}/").status_code == status


@pytest.mark.parametrize(
    "page", ["", "categories/", "criteria/", "questions/", "judging/", "compare/", "consultation/"]
)
def test_forty_criteria_ask_no_more_of_the_database_than_two(client, draft, maya, page, django_assert_max_num_queries):
    client.force_login(maya)
    url = f"/manage/stars/rules/{page}"
    client.get(url)
    with django_assert_max_num_queries(25) as few:
        client.get(url)
    category = draft.categories.get()
    for _number in range(38):
        criterion = CriterionFactory(rulebook=draft, objective=ObjectiveFactory(programme=draft.programme))
        CriterionCategory.objects.create(criterion=criterion, category=category, weight=1)
        JobRoleFactory()
    with django_assert_max_num_queries(25) as many:
        client.get(url)
    assert len(many) == len(few)


@pytest.mark.parametrize("page", ["categories", "eligibility", "criteria"])
def test_a_list_saved_as_it_stands_changes_nothing(client, draft, maya, page):
    url, shown = page_of(client, maya, page)
    assert client.post(url, data_of(shown)).status_code == 302
    draft.refresh_from_db()
    assert draft.revision == 0


def test_a_button_moves_a_row_and_saves_nothing(client, draft, maya):
    url, page = page_of(client, maya)
    moved = client.post(url, data_of(page) | {"move": "criteria-1:up", "criteria-1-title": "Kindness"})
    assert titles(moved) == ["Kindness", "Impact"]
    assert [line.title for line in rules_of(draft).criteria] == ["Impact", "Care"]
    client.post(url, data_of(moved))
    assert [line.title for line in rules_of(draft).criteria] == ["Kindness", "Impact"]


@pytest.mark.parametrize(
    "move", ["criteria-0:up", "criteria-1:down", "criteria-9:up", "nonsense", "criteria-0:sideways"]
)
def test_what_cannot_move_stays(client, draft, maya, move):
    url, page = page_of(client, maya)
    assert titles(client.post(url, data_of(page) | {"move": move})) == ["Impact", "Care"]


def test_rows_keep_the_order_that_a_script_gave_them(client, draft, maya):
    url, page = page_of(client, maya)
    client.post(url, data_of(page) | {"criteria-0-ORDER": "2", "criteria-1-ORDER": "1"})
    assert [line.code for line in rules_of(draft).criteria] == ["care", "impact"]


def test_a_half_typed_row_survives_a_move(client, draft, maya):
    url, page = page_of(client, maya)
    moved = client.post(url, data_of(page) | {"move": "criteria-0:down", "criteria-2-meaning": "Says no to bullies"})
    assert [form["meaning"].value() for form in moved.context["formset"].in_order()][2] == "Says no to bullies"
    assert moved.context["formset"].total_error_count() == 0


@pytest.mark.parametrize(
    ("typed", "spread"),
    [(("30", "10"), ["75", "25"]), (("", ""), ["50", "50"]), (("60", ""), ["100", None]), (("x", "-4"), ["50", "50"])],
)
def test_a_button_spreads_the_remainder_and_saves_nothing(client, draft, maya, typed, spread):
    url, page = page_of(client, maya)
    fields = {f"criteria-{row}-weight:individual": weight for row, weight in enumerate(typed)}
    shown = client.post(url, data_of(page) | fields | {"spread": "individual"})
    rows = shown.context["formset"].in_order()[:2]
    assert [row["weight:individual"].value() or None for row in rows] == spread
    assert (shown.context["sums"][0][1], draft.criteria.first().places.get().weight) == (100, 60)


def test_the_second_manager_keeps_what_was_typed_and_is_told_what_the_first_changed(client, draft, maya, tom):
    url, page = page_of(client, maya)
    mine = data_of(page) | {"criteria-0-meaning": "For good."}
    theirs = with_criterion(rules_of(draft), "impact", title="Effect").criteria
    save_part(rulebook=draft, actor=tom, criteria=theirs)
    told = client.post(url, mine)
    words = " ".join(told.content.decode().split())
    assert told.status_code == 409
    assert [part in words for part in ("Tom Reid", "Effect", "For good.")] == [True] * 3
    assert rules_of(draft).criteria[0].meaning == ""
    client.post(url, data_of(told) | {"how": "both"})
    both = rules_of(draft).criteria[0]
    assert (both.title, both.meaning) == ("Effect", "For good.")


PROCEDURE = {
    "judges_per_entry": 3,
    "minimum_judges": 2,
    "scale_low": 1,
    "scale_high": 5,
    "method": "mean",
    "feedback": "none",
    "supporting": "names",
}
OTHERS = {
    "categories": ({"categories-0-title": "Mine"}, {"categories": (CategoryLine("individual", "Theirs"),)}),
    "eligibility": (
        {"eligibility-0-title": "Mine", "eligibility-0-kind": "not-self", "eligibility-0-value": "0"},
        {"eligibility": (EligibilityLine("months", "months-employed", "Three months here", 3),)},
    ),
    "judging": (PROCEDURE, {"judging": JudgingLine(judges_per_entry=7)}),
}


@pytest.mark.parametrize("page", OTHERS)
def test_every_page_of_the_rules_tells_of_another_saving(client, draft, maya, tom, page):
    mine, theirs = OTHERS[page]
    url, shown = page_of(client, maya, page)
    sent = {"seen": 0, "known": 0} if page == "judging" else data_of(shown)
    save_part(rulebook=draft, actor=tom, **theirs)
    assert client.post(url, sent | mine).status_code == 409


def test_ties_are_chosen_step_by_step_and_end_with_the_chair(client, draft, maya):
    url, _page = page_of(client, maya, "judging")
    client.post(url, PROCEDURE | {"tie:0": "median", "tie:1": "median", "tie:2": "chair", "tie:3": "raw"})
    draft.refresh_from_db()
    assert rules_of(draft).judging.tie_break == ("median", "chair")


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("scale_high", 1, "scale_high"),
        ("minimum_judges", 9, "minimum_judges"),
        ("judges_per_entry", 99, "judges_per_entry"),
    ],
)
def test_a_procedure_that_cannot_be_is_refused_at_its_field(client, draft, maya, field, value, wrong):
    url, _page = page_of(client, maya, "judging")
    assert list(client.post(url, PROCEDURE | {field: value}).context["form"].errors) == [wrong]


def test_a_rule_about_teams_lists_some_that_the_directory_knows(client, draft, maya):
    TeamFactory(name="Leak response")
    url, page = page_of(client, maya, "eligibility")
    row = {"title": "Not the organisers", "kind": "not-teams", "value": "0"}
    typed = data_of(page) | {f"eligibility-0-{name}": value for name, value in row.items()}
    for names in ("", "Leek response"):
        answer = client.post(url, typed | {"eligibility-0-listed": names})
        assert list(answer.context["formset"].forms[0].errors) == ["listed"]
    client.post(url, typed | {"eligibility-0-listed": "leak response\r\n"})
    assert [line.listed for line in rules_of(draft).eligibility] == [("Leak response",)]
    assert client.get(url).context["formset"].forms[0]["listed"].value() == "Leak response"


def test_a_later_version_is_not_published_without_saying_what_changed(client, draft, maya):
    client.force_login(maya)
    answer = client.post("/manage/stars/rules/publish/", {"change_note": ""})
    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (422, RulebookState.DRAFT)


def test_an_earlier_version_fills_the_draft(client, draft, maya):
    save_part(rulebook=draft, actor=maya, criteria=())
    client.force_login(maya)
    client.post("/manage/stars/rules/copy/", {"source": draft.programme.rulebooks.get(version=1).pk})
    assert [line.code for line in rules_of(draft).criteria] == ["impact", "care"]
    client.post("/manage/stars/rules/copy/", {"source": "0"})
    assert draft.criteria.count() == 2


def test_the_public_compares_what_was_in_force_and_not_the_draft(client, draft, maya):
    save_part(rulebook=draft, actor=maya, criteria=with_criterion(rules_of(draft), "care", title="Kindness").criteria)
    url = reverse("programmes:public_rules_compare", args=["stars"])
    assert [version.version for version in client.get(url).context["versions"]] == [1]
    publish_rulebook(rulebook=draft, actor=maya, change_note="Clearer.")
    page = client.get(url, {"from": "1", "to": "2"})
    words = "".join(page.content.decode().split())
    assert [line.title for line in page.context["changes"]] == ["Kindness"]
    assert 'gone:</span>Care<spanclass="visually-hidden">]</span></del>' in words
    assert client.get(url, {"from": "77", "to": "nonsense"}).status_code == 200


# Consultation


@pytest.fixture
def grace():
    return UserFactory(full_name="Grace Achieng")


def asked(draft, maya, **choices):
    return open_consultation(
        rulebook=draft, actor=maya, **({"named": True, "closes_at": timezone.now() + timedelta(days=9)} | choices)
    )


SAID = {"impact:clear": "yes", "impact:fair": "no", "impact:reaches": "yes", "impact:comment": "Nights?"}


def test_only_who_was_asked_finds_the_questions(client, grace, draft, maya):
    url = f"/consultation/{asked(draft, maya).pk}/"
    assert client.get(url).status_code == 302
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404
    client.force_login(grace)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize(("state", "links"), [("draft", 0), ("running", 1)])
def test_the_questions_wear_the_colour_of_the_programme_once_who_answers_may_see_it(
    client, grace, draft, maya, state, links
):
    url = f"/consultation/{asked(draft, maya).pk}/"
    Programme.objects.update(state=state, public=True)
    client.force_login(grace)
    assert client.get(url).content.decode().count("/p/stars/accent.css") == links
    assert client.get("/p/stars/accent.css").status_code == (200 if links else 404)


def test_a_person_answers_and_finds_what_they_said(client, grace, draft, maya):
    url = f"/consultation/{asked(draft, maya).pk}/"
    client.force_login(grace)
    assert client.post(url, SAID).status_code == 200
    form = client.get(url).context["form"]
    assert [form[field].value() for field in SAID] == list(SAID.values())


@pytest.mark.parametrize(
    ("data", "errors"), [({}, ["__all__"]), ({"care:comment": "?"}, ["care:clear", "care:fair", "care:reaches"])]
)
def test_a_begun_criterion_is_answered_whole_and_an_empty_sheet_is_none(client, grace, draft, maya, data, errors):
    url = f"/consultation/{asked(draft, maya).pk}/"
    client.force_login(grace)
    answer = client.post(url, data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, errors)


def test_anonymous_questions_are_answered_by_link_without_an_account(client, grace, draft, maya):
    consultation = asked(draft, maya, named=False)
    client.force_login(grace)
    link = client.post(f"/consultation/{consultation.pk}/link/").url
    client.logout()
    client.post(link, SAID)
    assert consultation.responses.get().person is None
    assert client.get(link).context["form"]["impact:fair"].value() == "no"
    assert client.get("/consultation/answer/nonsense/").status_code == 404


def test_a_closed_consultation_says_so_and_takes_nothing(client, grace, draft, maya):
    consultation = asked(draft, maya, named=False)
    token = fresh_link(consultation=consultation, person=grace)
    close_consultation(consultation=consultation, actor=maya)
    assert "is closed" in client.post(f"/consultation/answer/{token}/", SAID).content.decode()
    assert consultation.responses.count() == 0


def test_a_manager_asks_closes_reads_and_replies(client, grace, draft, maya):
    client.force_login(maya)
    url = "/manage/stars/rules/consultation/"
    client.post(url, {"named": "yes", "closes_on": (timezone.localdate() + timedelta(days=5)).isoformat()})
    client.post(f"/consultation/{draft.consultations.get().pk}/", SAID)
    client.post(f"{url}close/")
    page = client.get(url)
    assert page.context["views"].criteria[0].comments == [("Maya Osei", "Nights?")]
    reply = {
        "consultation": page.context["shown"].pk,
        "reply": "Nights count.",
        "reply:impact": "Changed.",
        "reply:care": "",
    }
    client.post(f"{url}reply/", reply)
    publish_rulebook(rulebook=draft, actor=maya, change_note="Nights count.")
    assert [words in client.get("/p/stars/rules/").content.decode() for words in ("Nights count.", "Nights?")] == [
        True,
        False,
    ]


def test_a_past_day_is_no_end(client, draft, maya):
    client.force_login(maya)
    page = client.post("/manage/stars/rules/consultation/", {"named": "no", "closes_on": "2020-01-01"})
    assert list(page.context["form"].errors) == ["closes_on"]
