"""What managers, panels and messages say: complete, and every place in it can be filled."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml
from dateutil.rrule import rrulestr

from awards_site.demo.material import material
from awards_site.demo.telling import told_of
from programmes.enums import Aim, Kind, Method, RewardKind
from programmes.models import Category, Criterion, Objective, Publicity, Reward

ROOT = Path(__file__).parents[3]
MESSAGES = sorted((ROOT / "communications/library").glob("*.md"))
PROGRAMMES = sorted((ROOT / "programmes/library").glob("*.yaml"))
WORDS = material("words.yaml")
AIMS = {"customer_satisfaction", "team_motivation"}
CATEGORIES = [
    pytest.param(plan, category, id=f"{plan['slug']}-{category['code']}")
    for plan in (yaml.safe_load(path.read_text(encoding="utf-8")) for path in PROGRAMMES)
    for category in plan["categories"]
]


@pytest.fixture(params=PROGRAMMES, ids=lambda path: path.stem)
def plan(request):
    return yaml.safe_load(request.param.read_text(encoding="utf-8"))


@pytest.fixture(params=MESSAGES, ids=lambda path: path.stem)
def message(request):
    _, front, body = request.param.read_text(encoding="utf-8").split("---\n", 2)
    return {**yaml.safe_load(front), "body": body, "file": request.param.stem}


def test_a_template_has_the_keys_of_a_programme_file_in_its_order(plan):
    written = [key for key in plan if key not in {"eligibility", "questions"}]
    assert written == [
        "slug",
        "title",
        "purpose",
        "kinds",
        "public",
        "commitment",
        "managers",
        "objectives",
        "options",
        "categories",
        "criteria",
        "judging",
        "rewards",
        "frequency",
        "presentation",
        "publicity",
        "business_case",
        "launch",
        "messages",
    ]


@pytest.mark.parametrize(("plan", "category"), CATEGORIES)
def test_the_weights_of_a_category_sum_to_100_over_three_or_four_criteria(plan, category):
    weights = [one["weight"] for one in plan["criteria"] if category["code"] in one["categories"]]
    assert (len(weights) in {3, 4}, sum(weights)) == (True, 100)
    assert len(category["eligible"]) > 80


def test_each_criterion_says_what_every_level_looks_like(plan):
    assert {tuple(criterion["levels"]) for criterion in plan["criteria"]} == {(1, 2, 3, 4, 5)}


def test_objectives_serve_both_aims_and_can_be_measured(plan):
    assert {objective["aim"] for objective in plan["objectives"]} == AIMS
    assert all(objective["baseline"] != objective["target"] for objective in plan["objectives"])


def test_most_rewards_are_not_money_and_are_of_kinds_that_the_appraisal_knows(plan):
    money = [reward["money"] for reward in plan["rewards"]]
    assert money.count(False) >= 3 > money.count(True)
    assert {reward["kind"] for reward in plan["rewards"]} <= set(RewardKind.values)
    assert {place for reward in plan["rewards"] for place in reward["places"]} <= {1, 2, 3}


@pytest.mark.parametrize(
    ("part", "field", "model"),
    [
        ("objectives", "statement", Objective),
        ("objectives", "measure", Objective),
        ("rewards", "title", Reward),
        ("categories", "title", Category),
        ("criteria", "title", Criterion),
        ("publicity", "channel", Publicity),
    ],
)
def test_texts_fit_where_they_are_kept(plan, part, field, model):
    longest = model._meta.get_field(field).max_length
    assert [line[field] for line in plan[part] if len(line[field]) > longest] == []


def test_kinds_and_aims_are_those_the_product_knows(plan):
    assert set(plan["kinds"]) <= set(Kind.values)
    assert {objective["aim"] for objective in plan["objectives"]} == set(Aim.values)
    assert plan["judging"]["method"] in Method.values


def test_the_frequency_is_a_rule_with_a_next_date_and_windows_of_days(plan):
    frequency = plan["frequency"]
    assert next(iter(rrulestr(frequency["rrule"]))) is not None
    assert [key for key in frequency if key != "rrule"] == [
        f"{window}_days" for window in ("nominate", "screen", "judge", "deliberate", "evaluate")
    ]


def test_ties_are_broken_by_criteria_that_exist_and_at_last_by_the_chair(plan):
    codes = {f"criterion:{criterion['code']}" for criterion in plan["criteria"]}
    *first, last = plan["judging"]["tie_break"]
    assert set(first) <= codes
    assert last == "chair"


def test_a_message_is_named_for_its_key(message):
    assert message["key"] == message["file"]


def test_a_message_declares_the_places_it_uses_and_those_of_the_launch_more_for_who_rewords_them(message):
    used = set(re.findall(r"\{\{(\w+)\}\}", message["subject"] + message["body"]))
    unused = set(message["placeholders"]) - used
    assert used <= set(message["placeholders"])
    assert not unused or message["file"].startswith("launch_")
    left = re.sub(r"\{\{\w+\}\}", "", message["subject"] + message["body"])
    assert "{" not in left


def test_a_message_greets_says_what_to_do_and_is_signed(message):
    assert message["body"].startswith("Dear {{recipient_name}},\n\n")
    assert "]({{link}})" in message["body"]
    assert "{{signature_name}}" in message["body"] or message["body"].rstrip().endswith("{{organisation_name}}")


def test_every_message_of_a_cycle_is_worded():
    expected = {
        *["confirm_nomination", "nomination_received", "nomination_accepted", "nomination_declined"],
        *["nomination_more_information", "nomination_reminder", "screening_begins"],
        *["nomination_who_is_meant", "nomination_question_reminder", "support_received", "support_ended"],
        *["judge_invitation", "judge_declined", "judge_assigned", "judge_reminder", "round_opened"],
        *["samples_to_score", "nominee_told", "confirm_address", "confirm_reminder", "file_withheld"],
        *["audit_seal", "review_asked", "review_assigned", "review_answered"],
        *["sheet_reopened", "result_winner", "result_highly_commended", "result_not_chosen", "result_nominator_winner"],
        *["result_supporter_winner", "result_supporter_other"],
        *["result_nominator_other", "result_manager", "survey_organisation", "survey_managers", "survey_winners"],
        *["survey_others", "survey_customers", "approval_requested", "approval_decided", "launch"],
        *["launch_endorsement", "launch_pilot", "launch_reminder", "launch_task_reminder"],
        *["rules_consultation", "rules_consultation_named", "rules_consultation_reminder"],
    }
    assert {path.stem for path in MESSAGES} == expected


def test_justifications_and_minutes_have_only_places_that_a_panel_can_fill():
    texts = [*WORDS["justifications"]["person"], *WORDS["justifications"]["team"], *WORDS["minutes"]]
    texts += WORDS["announcements"].values()
    places = {place for text in texts for _, place, _, _ in Formatter().parse(text) if place}
    assert places <= {"name", "they", "them", "their", "runner_up", "category", "cycle"}


def test_a_text_is_told_of_a_team_as_of_one_thing():
    assert told_of("{name} did {their} best. {They} won.", name="Debt support") == "Debt support did its best. It won."


def test_a_place_that_nobody_filled_is_an_error():
    with pytest.raises(KeyError, match="runner_up"):
        told_of("{name} before {runner_up}", name="Grace", pronoun="she")


def test_the_appraisal_weighs_doing_nothing_against_five_others():
    options = WORDS["options"]
    assert [option["code"] for option in options if option["do_nothing"]] == ["nothing"]
    assert len(options) == 6
    assert {option["source"] for option in options} == {"inside", "outside"}


@pytest.mark.parametrize("side", ["costs", "benefits"])
def test_the_lines_of_the_business_case_run_from_low_to_high_and_name_their_source(side):
    lines = WORDS["business_case"][side]
    assert {line["aim"] for line in lines} == AIMS
    assert [line["title"] for line in lines if not line["low"] <= line["central"] <= line["high"]] == []
    assert [line["title"] for line in lines if not line["said_by"]] == []


def test_there_are_twenty_improvement_actions_and_each_says_what_it_came_from():
    actions = WORDS["actions"]
    assert len(actions) >= 20
    assert {tuple(action) for action in actions} == {("title", "because", "state")}
    assert {action["state"] for action in actions} == {"done", "under_way", "not_started"}


def test_every_list_of_phrases_holds_texts():
    lists = [WORDS["decline_reasons"], WORDS["more_information_reasons"], WORDS["feedback_to_nominees"]]
    lists += [WORDS["reflective_log"], *WORDS["conflict_reasons"].values()]
    assert [phrase for phrases in lists for phrase in phrases if not isinstance(phrase, str)] == []


def test_every_reward_of_a_template_says_what_speaks_for_it_and_against_it(plan):
    assert [
        reward["title"] for reward in plan["rewards"] if not (reward.get("benefits") and reward.get("drawbacks"))
    ] == []
