"""The acts of planning: what each records, refuses and leaves alone."""

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotAllowed, NotReady, Refused
from communications.models import Message
from programmes.calculations.contrast import DARK_PAPER, LIGHT_PAPER, contrast, readable_on
from programmes.enums import Aim, CaseState, ProgrammeState, RulebookState
from programmes.models import BenefitLine, CostLine
from programmes.plans.lines import Identity, ObjectiveLine, OptionLine
from programmes.queries.objectives import smart_gaps
from programmes.queries.plans import case_line, rules_of
from programmes.services.approval import answer_case, propose_case, record_informal_approval
from programmes.services.business_case import change_case, draft_case
from programmes.services.options import choose_option, save_options
from programmes.services.programmes import change_programme, create_programme, start_programme
from programmes.services.rulebooks import change_rules, draft_next_version, publish_rulebook
from programmes.tests.factories import (
    BusinessCaseFactory,
    ObjectiveFactory,
    ProgrammeFactory,
    before_opening,
    running_cycle,
)

pytestmark = pytest.mark.django_db
IDENTITY = Identity(title="Stars", purpose="Thanks.", kinds=("individual",))


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei")


@pytest.fixture
def case(maya):
    programme = ProgrammeFactory(managers=[maya], state=ProgrammeState.DRAFT)
    for aim in Aim.values:
        ObjectiveFactory(programme=programme, aim=aim)
    case = BusinessCaseFactory(programme=programme, summary="We ask for it.")
    CostLine.objects.create(case=case, title="Time", low=1, central=2, high=3)
    BenefitLine.objects.create(case=case, title="Calls", aim="customer_satisfaction", low=1, central=2, high=3)
    return case


def verbs():
    return list(Record.objects.order_by("pk").values_list("verb", flat=True))


def test_a_new_programme_is_a_draft_with_nothing_to_do_among_its_options(maya):
    programme = create_programme(slug="stars", identity=IDENTITY, managers=[maya], actor=maya)
    assert (programme.state, list(programme.options.values_list("code", flat=True))) == ("draft", ["nothing"])
    assert verbs() == ["programme.created"]


def test_the_trail_holds_digests_and_not_the_words(maya):
    programme = create_programme(slug="stars", identity=IDENTITY, managers=[maya], actor=maya)
    changed = change_programme(
        programme=programme,
        identity=Identity(title="Maya’s stars", purpose="Thanks.", kinds=("individual",)),
        actor=maya,
    )
    record = Record.objects.get(verb="programme.changed")
    assert (changed, list(record.data), len(record.data["title"])) == (["title"], ["title"], 64)


def test_a_slug_is_given_once(maya):
    create_programme(slug="stars", identity=IDENTITY, managers=[maya], actor=maya)
    with pytest.raises(Refused, match="already"):
        create_programme(slug="stars", identity=IDENTITY, managers=[maya], actor=maya)


def test_a_pale_accent_is_kept_as_a_shade_that_can_be_read(maya):
    programme = create_programme(
        slug="stars", identity=Identity("Stars", "Thanks.", ("individual",), accent="#ffee00"), managers=[], actor=maya
    )
    assert programme.accent != "#ffee00"
    assert contrast(programme.accent, LIGHT_PAPER) >= 4.5


@pytest.mark.parametrize("paper", [LIGHT_PAPER, DARK_PAPER])
def test_every_colour_has_a_readable_shade_and_a_readable_one_stays(paper):
    steps = ("00", "33", "66", "99", "cc", "ff")
    for colour in (f"#{red}{green}{blue}" for red in steps for green in steps for blue in steps):
        shade = readable_on(colour, paper)
        assert contrast(shade, paper) >= 4.5
        assert readable_on(shade, paper) == shade


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_a_vague_objective_shows_each_gap_and_a_sharp_one_none():
    assert [gap.split(":")[0] for gap in smart_gaps(ObjectiveLine("a", "team_motivation", "Be nicer"))] == [
        "Specific", "Measurable", "Relevant", "Time-bound",
    ]  # fmt: skip
    sharp = ObjectiveLine(
        "b",
        "team_motivation",
        "Raise the share who feel noticed at work",
        "Pulse",
        58,
        70,
        timezone.localdate(),
        "People first",
    )
    assert smart_gaps(sharp) == []


def test_doing_nothing_stays_among_the_options_unless_another_takes_its_part(maya):
    programme = create_programme(slug="stars", identity=IDENTITY, managers=[maya], actor=maya)
    save_options(programme=programme, options=[OptionLine("stars", "Stars")], actor=maya)
    assert set(programme.options.values_list("code", "do_nothing")) == {("stars", False), ("nothing", True)}
    save_options(programme=programme, options=[OptionLine("leave", "Leave it", do_nothing=True)], actor=maya)
    assert list(programme.options.values_list("code", "do_nothing")) == [("leave", True)]


def test_the_chosen_option_is_not_removed_and_a_choice_needs_its_reason(maya):
    programme = create_programme(slug="stars", identity=IDENTITY, managers=[maya], actor=maya)
    save_options(programme=programme, options=[OptionLine("stars", "Stars")], actor=maya)
    with pytest.raises(Refused, match="Say why"):
        choose_option(programme=programme, code="stars", rationale="  ", actor=maya)
    choose_option(programme=programme, code="stars", rationale="It fits.", actor=maya)
    with pytest.raises(Refused, match="choose another one first"):
        save_options(programme=programme, options=[], actor=maya)


def test_the_next_version_holds_everything_and_the_opened_cycle_keeps_its_own(maya):
    cycle = running_cycle(managers=[maya])
    draft = draft_next_version(programme=cycle.programme, actor=maya)
    assert (draft.version, rules_of(draft)) == (2, rules_of(cycle.rulebook))
    assert draft_next_version(programme=cycle.programme, actor=maya) == draft
    publish_rulebook(rulebook=draft, actor=maya, change_note="Clearer words.")
    cycle.refresh_from_db()
    assert (cycle.rulebook.version, cycle.rulebook.state) == (1, RulebookState.SUPERSEDED)


def test_published_rules_do_not_change(maya):
    cycle = running_cycle(managers=[maya])
    with pytest.raises(IllegalMove, match="Published rules do not change"):
        change_rules(rulebook=cycle.rulebook, rules=rules_of(cycle.rulebook), actor=maya)


def test_even_a_draft_does_not_change_under_an_opened_cycle(maya):
    cycle = running_cycle(managers=[maya])
    with before_opening(cycle):
        type(cycle.rulebook).objects.filter(pk=cycle.rulebook_id).update(state=RulebookState.DRAFT)
    with pytest.raises(IllegalMove, match="A cycle has opened"):
        change_rules(rulebook=cycle.rulebook, rules=rules_of(cycle.rulebook), actor=maya)


def test_a_later_version_says_what_changed(maya):
    cycle = running_cycle(managers=[maya])
    draft = draft_next_version(programme=cycle.programme, actor=maya)
    with pytest.raises(Refused, match="Say what changed"):
        publish_rulebook(rulebook=draft, actor=maya)


def test_empty_rules_are_not_published(maya):
    draft = draft_next_version(programme=ProgrammeFactory(), actor=maya)
    with pytest.raises(NotReady) as refusal:
        publish_rulebook(rulebook=draft, actor=maya)
    assert len(refusal.value.missing) == 2


def test_a_case_is_approved_when_all_have_approved_and_everybody_is_told(maya, case):
    ines, tom = UserFactory(), UserFactory()
    propose_case(case=case, approvers=[ines, tom], actor=maya)
    answer_case(case=case, verdict="approve", comment="Yes.", actor=ines)
    assert case.state == CaseState.PROPOSED
    answer_case(case=case, verdict="approve", comment="Yes, too.", actor=tom)
    case.programme.refresh_from_db()
    assert (case.state, case.programme.state) == (CaseState.APPROVED, ProgrammeState.APPROVED)
    told = Message.objects.order_by("pk").values_list("template_key", "to_person")
    assert list(told) == [
        ("approval_requested", ines.pk),
        ("approval_requested", tom.pk),
        ("approval_decided", maya.pk),
    ]
    assert verbs() == [
        "programme.proposed", "case.proposed", "case.answered", "case.answered", "programme.approved",
    ]  # fmt: skip


@pytest.mark.parametrize(("verdict", "state"), [("request-changes", "changes-requested"), ("reject", "rejected")])
def test_one_other_answer_ends_it_and_the_next_version_is_a_draft(maya, case, verdict, state):
    ines = UserFactory()
    propose_case(case=case, approvers=[ines, UserFactory()], actor=maya)
    answer_case(case=case, verdict=verdict, comment="Too dear.", actor=ines)
    case.programme.refresh_from_db()
    assert (case.state, case.programme.state) == (state, ProgrammeState.DRAFT)
    draft = draft_case(programme=case.programme, actor=maya)
    assert (draft.version, case_line(draft)) == (2, case_line(case))


def test_a_proposed_case_is_frozen(maya, case):
    propose_case(case=case, approvers=[UserFactory()], actor=maya)
    with pytest.raises(IllegalMove, match="does not change"):
        change_case(case=case, content=case_line(case), actor=maya)


def test_nobody_approves_their_own_case_nor_one_that_is_not_theirs_to_answer(maya, case):
    with pytest.raises(Refused, match="their own case"):
        propose_case(case=case, approvers=[maya], actor=maya)
    propose_case(case=case, approvers=[UserFactory()], actor=maya)
    with pytest.raises(NotAllowed):
        answer_case(case=case, verdict="approve", comment="Yes.", actor=UserFactory())


def test_an_empty_case_is_not_proposed(maya):
    with pytest.raises(NotReady) as refusal:
        propose_case(case=BusinessCaseFactory(), approvers=[UserFactory()], actor=maya)
    assert len(refusal.value.missing) == 5


def test_an_approval_is_given_once(maya):
    programme = ProgrammeFactory(state=ProgrammeState.DRAFT)
    record_informal_approval(programme=programme, words="Agreed by the director.", actor=maya)
    with pytest.raises(IllegalMove, match="approved already"):
        record_informal_approval(programme=programme, words="Again.", actor=maya)


def test_an_approved_programme_that_lacks_its_plan_does_not_start(maya):
    programme = ProgrammeFactory(state=ProgrammeState.APPROVED, managers=[maya])
    with pytest.raises(NotReady) as refusal:
        start_programme(programme=programme, actor=maya)
    assert len(refusal.value.missing) == 7
