"""Two managers write the same rules: the second is told what the first changed, and loses nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.tests.factories import JobRoleFactory, UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotAllowed
from programmes.models import RulebookEdit
from programmes.queries.coverage import coverage_of, roles_left_out
from programmes.queries.plans import rules_of
from programmes.services.rule_copying import copy_rules
from programmes.services.rule_editing import EditedMeanwhile, save_part
from programmes.services.rulebooks import draft_next_version, publish_rulebook
from programmes.tests.factories import ProgrammeFactory, running_cycle
from programmes.tests.rule_samples import STARS, with_criterion

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei")


@pytest.fixture
def tom():
    return UserFactory(full_name="Tom Reid")


@pytest.fixture
def draft(maya):
    return draft_next_version(programme=running_cycle(managers=[maya]).programme, actor=maya)


def criteria(draft, code, **changes):
    return with_criterion(rules_of(draft), code, **changes).criteria


def test_the_second_to_save_is_told_what_the_first_changed_and_nothing_is_saved(draft, maya, tom):
    opened = draft.revision
    mine = criteria(draft, "impact", meaning="For good.")
    save_part(rulebook=draft, actor=tom, seen=opened, known=opened, criteria=criteria(draft, "impact", title="Effect"))
    with pytest.raises(EditedMeanwhile) as meanwhile:
        save_part(rulebook=draft, actor=maya, seen=opened, known=opened, criteria=mine)
    clash = meanwhile.value.clash
    assert [(person, at) for person, at in clash.savings] == [(tom, RulebookEdit.objects.get().at)]
    assert [(f.name, f.before, f.theirs, f.mine, f.both_changed) for line in clash.lines for f in line.facts] == [
        ("Title", "Impact", "Effect", "Impact", False)
    ]
    assert rules_of(draft).criteria[0].meaning == ""


def test_both_changes_are_brought_together_on_wish(draft, maya, tom):
    opened = draft.revision
    mine = criteria(draft, "impact", meaning="For good.")
    save_part(rulebook=draft, actor=tom, seen=opened, known=opened, criteria=criteria(draft, "impact", title="Effect"))
    save_part(rulebook=draft, actor=maya, seen=opened, known=draft.revision, keep_both=True, criteria=mine)
    first = rules_of(draft).criteria[0]
    assert (first.title, first.meaning) == ("Effect", "For good.")


def test_one_can_save_over_the_other_knowing_it(draft, maya, tom):
    opened = draft.revision
    mine = criteria(draft, "impact", title="Mine")
    save_part(rulebook=draft, actor=tom, seen=opened, known=opened, criteria=criteria(draft, "care", title="Theirs"))
    save_part(rulebook=draft, actor=maya, seen=opened, known=draft.revision, criteria=mine)
    assert [line.title for line in rules_of(draft).criteria] == ["Mine", "Care"]


def test_who_was_told_is_told_again_of_a_third_saving(draft, maya, tom):
    opened = draft.revision
    mine = criteria(draft, "impact", title="Mine")
    save_part(rulebook=draft, actor=tom, criteria=criteria(draft, "care", title="Second"))
    told = draft.revision
    save_part(rulebook=draft, actor=tom, criteria=criteria(draft, "care", title="Third"))
    with pytest.raises(EditedMeanwhile) as meanwhile:
        save_part(rulebook=draft, actor=maya, seen=opened, known=told, criteria=mine)
    assert len(meanwhile.value.clash.savings) == 2


def test_different_pages_do_not_disturb_each_other(draft, maya, tom):
    opened = draft.revision
    mine = criteria(draft, "impact", title="Mine")
    save_part(rulebook=draft, actor=tom, judging=replace(rules_of(draft).judging, blind=False))
    assert save_part(rulebook=draft, actor=maya, seen=opened, known=opened, criteria=mine)
    assert (rules_of(draft).criteria[0].title, rules_of(draft).judging.blind) == ("Mine", False)


def test_a_page_on_which_nothing_was_typed_undoes_nothing(draft, maya, tom):
    opened = draft.revision
    untouched = rules_of(draft).criteria
    save_part(rulebook=draft, actor=tom, criteria=criteria(draft, "care", title="Theirs"))
    assert not save_part(rulebook=draft, actor=maya, seen=opened, known=opened, criteria=untouched)
    assert rules_of(draft).criteria[1].title == "Theirs"


def test_a_category_that_goes_takes_its_weights_along(draft, maya):
    save_part(rulebook=draft, actor=maya, categories=())
    assert [line.weights for line in rules_of(draft).criteria] == [{}, {}]


def test_published_rules_are_not_saved_and_keep_no_savings(draft, maya):
    save_part(rulebook=draft, actor=maya, criteria=criteria(draft, "care", title="Kindness"))
    publish_rulebook(rulebook=draft, actor=maya, change_note="Clearer.")
    assert not draft.edits.exists()
    with pytest.raises(IllegalMove):
        save_part(rulebook=draft, actor=maya, criteria=())


def test_another_programmes_rules_are_taken_over_by_who_manages_both(draft, maya, tom):
    own = draft_next_version(programme=ProgrammeFactory(managers=[maya, tom]), actor=maya)
    with pytest.raises(NotAllowed):
        copy_rules(rulebook=own, source=draft, actor=tom)
    assert copy_rules(rulebook=own, source=draft, actor=maya)
    assert rules_of(own) == rules_of(draft)
    assert (
        Record.objects.filter(verb="rulebook.copied").values_list("data", flat=True).get()["from"] == draft.audit_label
    )


def test_a_role_that_no_category_with_a_criterion_is_open_to_is_named():
    for name, meets in (("Adviser", True), ("Driver", True), ("Accountant", False)):
        JobRoleFactory(name=name, customer_facing=meets)
    only_advisers = replace(STARS, categories=(replace(STARS.categories[0], job_roles=("Adviser",)),))
    assert [(reach.role, reach.reached) for reach in coverage_of(only_advisers)] == [
        ("Adviser", True),
        ("Driver", False),
    ]
    assert roles_left_out(replace(STARS, criteria=())) == ["Adviser", "Driver"]
    assert roles_left_out(STARS) == []


def test_weights_are_kept_as_they_were_given(draft, maya):
    save_part(rulebook=draft, actor=maya, criteria=criteria(draft, "care", weights={"individual": Decimal("33.33")}))
    assert rules_of(draft).criteria[1].weights == {"individual": Decimal("33.33")}
