from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from programmes.calculations.accents import accents
from programmes.calculations.contrast import DARK_PAPER, LIGHT_PAPER, contrast
from programmes.enums import RulebookState, Stage
from programmes.models import CriterionCategory, Cycle, Frequency
from programmes.queries.public_page import order_of_things, weighings
from programmes.queries.rule_versions import published_versions, what_changed
from programmes.queries.standing import cycle_in_view
from programmes.queries.tie_breaks import tie_breaks_in_words
from programmes.tests.factories import (
    CategoryFactory,
    CriterionFactory,
    CycleFactory,
    ProgrammeFactory,
    RulebookFactory,
    before_opening,
    running_cycle,
)

pytestmark = pytest.mark.django_db


def two_winners(programme):
    return [
        {
            "kicker": "Service Star, summer",
            "name": "Grace",
            "detail": "Ferry Lane",
            "quote": "She rang.",
            "url": "/w/1/",
        },
        {"kicker": "Service Star, spring", "name": "Tomasz", "detail": "North", "quote": "", "url": ""},
    ]


def nobody(programme):
    return []


def words_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture(autouse=True)
def _no_winners(settings):
    settings.PROGRAMME_HONOURS = ""


def stars(**kwargs):
    kwargs.setdefault("opens_at", timezone.now() - timedelta(days=3))
    cycle = running_cycle(**kwargs)
    cycle.programme.slug = "stars"
    cycle.programme.save()
    return cycle


def test_while_nominations_are_open_the_page_asks_for_one(client):
    stars(stage=Stage.OPEN)
    response = client.get("/p/stars/")
    assert words_of(response).count('href="/p/stars/nominate/"') == 2
    assert "Nominations are open." in words_of(response)


@pytest.mark.parametrize("stage", [stage for stage in Stage.values if stage != Stage.OPEN])
def test_at_no_other_time_does_it_ask(client, stage):
    stars(stage=stage)
    assert 'href="/p/stars/nominate/"' not in words_of(client.get("/p/stars/"))


def test_after_the_closing_second_it_asks_no_more_although_the_clock_is_late(client):
    stars(stage=Stage.OPEN, opens_at=timezone.now() - timedelta(days=21, seconds=1))
    assert client.get("/p/stars/").context["open"] is False


def test_a_programme_without_a_cycle_or_rules_has_a_page(client):
    ProgrammeFactory(slug="stars")
    assert client.get("/p/stars/").status_code == 200
    assert "The rules are being written" in words_of(client.get("/p/stars/rules/"))


def test_winners_are_shown_where_there_are_any(client, settings):
    settings.PROGRAMME_HONOURS = f"{__name__}.two_winners"
    stars()
    page = words_of(client.get("/p/stars/"))
    assert ("Recent winners" in page, "Grace" in page, "Tomasz" in page) == (True, True, True)
    settings.PROGRAMME_HONOURS = f"{__name__}.nobody"
    assert "Recent winners" not in words_of(client.get("/p/stars/"))


def test_the_order_of_things_marks_what_is_over_and_what_is_now():
    cycle = stars(stage=Stage.JUDGING)
    moments = order_of_things(cycle, cycle.rulebook)
    assert [(moment.what, moment.state) for moment in moments] == [
        ("rules", "past"),
        ("open", "past"),
        ("judging", "now"),
        ("deliberating", "later"),
        ("announced", "later"),
    ]


def test_categories_that_count_alike_stand_together():
    cycle = stars()
    rulebook = cycle.rulebook
    with before_opening(cycle):
        same = CategoryFactory(rulebook=rulebook, position=1)
        other = CategoryFactory(rulebook=rulebook, position=2)
        impact, care = rulebook.criteria.all()
        for category, weights in ((same, (60, 40)), (other, (50, 50))):
            for criterion, weight in zip((impact, care), weights, strict=True):
                CriterionCategory.objects.create(criterion=criterion, category=category, weight=weight)
    found = weighings(rulebook)
    first = rulebook.categories.get(code="individual")
    assert [[category.pk for category in weighing.categories] for weighing in found] == [
        [first.pk, same.pk],
        [other.pk],
    ]


def test_the_page_speaks_of_the_open_cycle_before_any_other():
    opened = stars(stage=Stage.OPEN)
    for stage in (Stage.JUDGING, Stage.PLANNED, Stage.CLOSED):
        CycleFactory(rulebook=opened.rulebook, stage=stage)
    programme = opened.programme
    order = []
    while (cycle := cycle_in_view(programme)) is not None:
        order.append(cycle.stage)
        Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.CANCELLED)
    assert order == [Stage.OPEN, Stage.JUDGING, Stage.PLANNED, Stage.CLOSED]


@pytest.mark.parametrize("rows", [1, 8])
def test_the_public_page_asks_as_much_for_many_categories_as_for_one(client, django_assert_num_queries, rows):
    cycle = stars()
    for _number in range(rows):
        with before_opening(cycle):
            category = CategoryFactory(rulebook=cycle.rulebook)
            criterion = CriterionFactory(rulebook=cycle.rulebook)
            CriterionCategory.objects.create(criterion=criterion, category=category, weight=100)
        CycleFactory(rulebook=cycle.rulebook, stage=Stage.CLOSED)
    client.get("/p/stars/")
    # organisation, programme, cycles with rules, weights, categories, presentation, frequency
    with django_assert_num_queries(9):
        client.get("/p/stars/")


# The rules in full


def second_version(cycle):
    first = cycle.rulebook
    first.state = RulebookState.SUPERSEDED
    first.save()
    newer = RulebookFactory(
        programme=cycle.programme, version=2, judges_per_entry=4, blind=False, change_note="Fairer."
    )
    category = CategoryFactory(rulebook=newer, code="individual", title="Service Star", places=2)
    for code, title, weight in (("impact", "Impact", 70), ("heart", "Heart", 30)):
        criterion = CriterionFactory(rulebook=newer, code=code, title=title)
        CriterionCategory.objects.create(criterion=criterion, category=category, weight=weight)
    return newer


def test_what_changed_between_two_versions_is_said_in_sentences():
    cycle = stars()
    second_version(cycle)
    newer, older = published_versions(cycle.programme)
    assert what_changed(older, newer) == [
        "How many can win “Service Star” has changed.",
        "“Heart” now counts.",
        "“Care” no longer counts.",
        "What the scores for “Impact” look like has been put differently.",
        "“Impact” counts 70 of 100 instead of 60.",
        "Each entry is read by 4 judges instead of 3.",
        "Judges now see names.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {"full_panel": True}, ["Each entry is read by every judge of the panel instead of 3."]),
        ({"full_panel": True}, {}, ["Each entry is read by 3 judges instead of every judge of the panel."]),
        ({"full_panel": True}, {"full_panel": True, "judges_per_entry": 9}, []),
    ],
)
def test_a_full_panel_is_said_where_it_begins_or_ends(before, after, said):
    assert what_changed(RulebookFactory(**before), RulebookFactory(**after)) == said


def test_between_equal_versions_nothing_changed():
    rulebook = stars().rulebook
    assert what_changed(rulebook, rulebook) == []


def test_every_version_that_was_in_force_can_be_read_and_no_draft(client):
    cycle = stars()
    second_version(cycle)
    RulebookFactory(programme=cycle.programme, version=3, state=RulebookState.DRAFT, published_at=None)
    shown = {version: client.get(f"/p/stars/rules/?version={version}") for version in ("1", "2", "3", "x")}
    assert {version: response.status_code for version, response in shown.items()} == {
        "1": 200,
        "2": 200,
        "3": 404,
        "x": 404,
    }
    assert "A later version has taken its place." in words_of(shown["1"])
    assert "impact at 3" in words_of(shown["1"])
    assert [version.version for version, _changes in shown["2"].context["versions"]] == [2, 1]


@pytest.mark.parametrize("versions", [1, 5])
def test_the_rules_page_asks_as_much_for_many_versions_as_for_one(client, django_assert_num_queries, versions):
    cycle = stars()
    for number in range(versions):
        older = RulebookFactory(programme=cycle.programme, version=number + 2, state=RulebookState.SUPERSEDED)
        category = CategoryFactory(rulebook=older)
        criterion = CriterionFactory(rulebook=older)
        CriterionCategory.objects.create(criterion=criterion, category=category, weight=100)
    client.get("/p/stars/rules/")
    # organisation, programme, versions, categories, roles, criteria, levels, places, their categories, eligibility, weights,
    # consultation
    with django_assert_num_queries(12):
        client.get("/p/stars/rules/")


# Where to nominate, and the accent


def test_where_one_can_nominate_now_stands_before_what_comes(client):
    stars()
    running_cycle(stage=Stage.PLANNED, opens_at=timezone.now() + timedelta(days=9))
    response = client.get("/nominate/")
    assert [place.programme.slug for place in response.context["opened"]] == ["stars"]
    assert len(response.context["others"]) == 1


@pytest.mark.parametrize("colour", ["#0e5a7a", "#000000", "#ffffff", "#fbf9f4", "#12171d", "#ff0000", "#ffff00"])
def test_an_accent_can_be_told_from_the_paper_of_both_schemes(colour):
    light, dark = accents(colour)
    assert contrast(light, LIGHT_PAPER) >= 3
    assert contrast(dark, DARK_PAPER) >= 3


def test_a_colour_that_is_none_never_reaches_the_style_sheet():
    assert accents("red;}body{x") == accents("#0e5a7a")


def test_the_accent_is_a_style_sheet_that_browsers_keep(client):
    programme = ProgrammeFactory(slug="stars", accent="#0e5a7a")
    response = client.get("/p/stars/accent.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "max-age=86400, public"
    assert response.content.decode().startswith(":root{--accent:#0e5a7a}@media (prefers-color-scheme:dark)")
    assert f'href="/p/stars/accent.css?{programme.accent[1:]}"' in words_of(client.get("/p/stars/"))


def test_the_rules_say_in_words_what_happens_to_stories_that_stand_level(client):
    cycle = stars()
    with before_opening(cycle):
        cycle.rulebook.criteria.all().delete()
        CriterionFactory(rulebook=cycle.rulebook, code="impact", title="Impact")
        cycle.rulebook.tie_break = ["criterion:impact", "median", "chair"]
        cycle.rulebook.save()
    chair = "The panel’s chair decides, and gives the reason in writing."
    assert client.get("/p/stars/rules/").context["ties"] == [
        "The higher mean for “Impact”.",
        "The higher middle one of the judges’ totals.",
        chair,
    ]
    cycle.rulebook.tie_break = []
    assert tie_breaks_in_words(cycle.rulebook) == [chair]


@pytest.mark.parametrize(
    ("rule", "said"), [("FREQ=MONTHLY;BYMONTHDAY=1", "Every month, on day 1"), ("no rule", ""), (None, "")]
)
def test_the_page_says_how_often_the_programme_runs_where_that_is_decided(client, rule, said):
    cycle = stars()
    Frequency.objects.filter(programme=cycle.programme).delete()
    if rule:
        Frequency.objects.create(programme=cycle.programme, rrule=rule)
    response = client.get("/p/stars/")
    assert response.context["how_often"] == said
    assert ("How often:" in words_of(response)) is bool(said)


def test_a_day_of_another_year_names_its_year(client):
    cycle = stars(opens_at=timezone.now().replace(month=6, day=10))
    with before_opening(cycle):
        cycle.rulebook.published_at = cycle.opens_at - timedelta(days=365)
        cycle.rulebook.save()
    assert [moment.other_year for moment in order_of_things(cycle, cycle.rulebook)][:2] == [True, False]


def test_whoever_runs_a_running_public_programme_can_be_asked(client):
    maya, gone = UserFactory(full_name="Maya Lindqvist", email="maya@example.org"), UserFactory(is_active=False)
    ProgrammeFactory(title="Stars", managers=[maya, gone])
    ProgrammeFactory(title="Inside", public=False, managers=[UserFactory()])
    shown = client.get("/ask/").context["programmes"]
    assert [(one.title, list(one.managers.all())) for one in shown] == [("Stars", [maya])]


def test_an_open_cycle_says_how_many_stories_are_in_and_a_closed_one_does_not(client):
    for stage, said in ((Stage.OPEN, True), (Stage.JUDGING, False)):
        cycle = running_cycle(stage=stage, opens_at=timezone.now() - timedelta(days=2))
        assert (client.get(f"/p/{cycle.programme.slug}/").context["tally"] is not None) is said
