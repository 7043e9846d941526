import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import UserFactory
from communications.models import Message
from nominations.enums import NominationState
from nominations.models import Nomination, Screening
from nominations.tests.factories import NominationFactory, open_cycle
from programmes.enums import Stage
from programmes.models import EligibilityRule
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db
WHY = "Only people who have been here for three months can be nominated."


@pytest.fixture
def nomination():
    maya = UserFactory(email="maya@example.org")
    cycle = open_cycle(stage=Stage.SCREENING, managers=[maya])
    with before_opening(cycle):
        EligibilityRule.objects.create(
            rulebook=cycle.rulebook, code="months", kind="months-employed", value=3, title="Three months"
        )
    return NominationFactory(cycle=cycle, reference="SS-ABCDE", external_reference="paper-7")


@pytest.mark.parametrize("reference", ["SS-ABCDE", "ss-abcde", "paper-7"])
def test_a_nomination_that_was_left_is_declined_with_rule_and_reason(nomination, reference):
    call_command("decline_nomination", reference, rule="months", reason=WHY, by="maya@example.org")

    look = Screening.objects.get()
    assert (look.rule.code, look.reason, look.by.email) == ("months", WHY, "maya@example.org")
    assert Nomination.objects.get().state == NominationState.DECLINED
    assert Message.objects.get().template_key == "nomination_declined"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reference": "SS-ZZZZZ"}, "There is no nomination “SS-ZZZZZ”."),
        ({"rule": "height"}, "The rules have no eligibility rule “height”; they have: months."),
        ({"by": "nobody@example.org"}, "Nobody here has the address “nobody@example.org”."),
        ({"by": "grace@example.org"}, "You can't screen this nomination."),
        ({"reason": " "}, "Say why it is declined: its nominator reads these words."),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_nothing_changes(nomination, change, words):
    UserFactory(email="grace@example.org")
    options = {"reference": "SS-ABCDE", "rule": "", "reason": WHY, "by": "maya@example.org", **change}
    with pytest.raises(CommandError) as refusal:
        call_command("decline_nomination", options.pop("reference"), **options)
    assert str(refusal.value) == words
    assert (Nomination.objects.get().state, Message.objects.count()) == (NominationState.SUBMITTED, 0)


def test_a_reference_of_two_files_is_refused(nomination):
    NominationFactory(external_reference="paper-7")
    with pytest.raises(CommandError, match="stands in the files of several cycles"):
        call_command("decline_nomination", "paper-7", reason=WHY, by="maya@example.org")
