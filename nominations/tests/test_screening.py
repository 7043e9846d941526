from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.tests.factories import AdministratorFactory, JobRoleFactory, TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotAllowed, NotReady
from communications.models import Message
from nominations.enums import NominationState, NominatorKind
from nominations.models import Entry, Nomination, Screening
from nominations.queries.eligibility import reasons_against
from nominations.queries.nominations import entries_for
from nominations.refusals import NomineeUnknown
from nominations.services.entries import AlreadyJudged
from nominations.services.screening import accept, accept_eligible, decline, undo
from nominations.tests.factories import NominationFactory, NomineeFactory, accepted_entry, open_cycle
from programmes.enums import Stage
from programmes.models import EligibilityRule
from programmes.tests.factories import CategoryFactory, before_opening

pytestmark = pytest.mark.django_db
Kind = EligibilityRule.RuleKind


@pytest.fixture
def maya():
    return UserFactory(email="maya@example.org")


@pytest.fixture
def cycle(maya):
    return open_cycle(stage=Stage.SCREENING, managers=[maya])


def nominated(cycle, person=None, **nomination):
    return NominationFactory(cycle=cycle, nominee=NomineeFactory(person=person or UserFactory()), **nomination)


def rule(cycle, kind, value=0):
    with before_opening(cycle):
        return EligibilityRule.objects.create(
            rulebook=cycle.rulebook, code=kind, kind=kind, value=value, title=f"the rule {kind}"
        )


def texts(nomination):
    return [reason.text for reason in reasons_against(nomination.cycle, [nomination])[nomination.pk]]


def test_nothing_speaks_against_a_plain_nomination(cycle):
    assert texts(nominated(cycle)) == []


def test_a_name_that_is_not_matched_cannot_be_set_aside(cycle, maya):
    nomination = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Sam"))
    assert [reason.final for reason in reasons_against(cycle, [nomination])[nomination.pk]] == [True]
    with pytest.raises(NomineeUnknown):
        accept(nomination=nomination, actor=maya, reason="I know Sam.")


@pytest.mark.parametrize(("months_ago", "speaks"), [(2, True), (4, False), (None, False)])
def test_months_in_the_job_are_counted_to_the_closing_day(cycle, months_ago, speaks):
    rule(cycle, Kind.MONTHS_EMPLOYED, 3)
    closing = timezone.localtime(cycle.screening_at).date()
    started = None if months_ago is None else closing - timedelta(days=31 * months_ago)
    found = reasons_against(cycle, [one := nominated(cycle, UserFactory(started_on=started))])[one.pk]
    assert [reason.firm for reason in found] == ([True] if speaks else [False] if months_ago is None else [])


def test_months_in_the_job_are_enough_on_the_very_day(cycle):
    rule(cycle, Kind.MONTHS_EMPLOYED, 1)
    cycle.screening_at = timezone.make_aware(timezone.datetime(2026, 3, 31, 17))
    assert texts(nominated(cycle, UserFactory(started_on=date(2026, 2, 28)))) == []
    assert texts(nominated(cycle, UserFactory(started_on=date(2026, 3, 1)))) == ["the rule months-employed"]


def test_who_won_lately_is_kept_back(cycle, settings):
    settings.PAST_WINNERS = ["nominations.tests.test_screening.past_winners"]
    rule(cycle, Kind.NOT_WON_WITHIN, 12)
    winner = UserFactory(full_name="Last Winner")
    assert texts(nominated(cycle, winner)) == ["the rule not-won-within"]
    assert texts(nominated(cycle)) == []


def past_winners(programme, since):
    from accounts.models import User

    return {("individual", "person", User.objects.get(full_name="Last Winner").pk)}


def test_nominated_by_themselves_alone_is_not_enough_but_another_voice_is(cycle):
    cycle.rulebook.self_nomination = True
    rule(cycle, Kind.NOT_SELF)
    person = UserFactory()
    own = nominated(cycle, person, nominator=person, nominator_kind=NominatorKind.SELF)
    assert texts(own) == ["the rule not-self"]
    nominated(cycle, person)
    assert texts(own) == []


@pytest.mark.parametrize(
    ("kind", "listed", "speaks"),
    [
        (Kind.ONLY_TEAMS, ["operations"], []),  # the team above counts
        (Kind.ONLY_TEAMS, ["Ferry Lane"], []),  # the site counts
        (Kind.ONLY_TEAMS, ["Debt support"], ["the rule only-teams"]),
        (Kind.NOT_TEAMS, ["Leak response", "Debt support"], ["the rule not-teams"]),
        (Kind.NOT_TEAMS, ["Debt support"], []),
    ],
)
def test_a_rule_about_teams_and_sites_is_checked_by_the_directory(cycle, kind, listed, speaks):
    rule(cycle, kind)
    with before_opening(cycle):
        cycle.rulebook.eligibility_rules.update(listed=listed)
    team = TeamFactory(name="Leak response", parent=TeamFactory(name="Operations"))
    assert texts(nominated(cycle, UserFactory(team=team, site="Ferry Lane"))) == speaks
    nobody_knows = nominated(cycle, UserFactory(team=None, site=""))
    assert [one.firm for one in reasons_against(cycle, [nobody_knows])[nobody_knows.pk]] == [False]


def test_nominated_by_ones_own_reports_alone_is_not_enough(cycle):
    rule(cycle, Kind.NOT_BY_REPORT)
    leader = UserFactory()
    by_report = nominated(cycle, leader, nominator=UserFactory(line_manager=leader))
    assert texts(by_report) == ["the rule not-by-report"]
    nominated(cycle, leader)
    assert texts(by_report) == []


def test_job_roles_and_closed_accounts_count(cycle):
    role = JobRoleFactory()
    with before_opening(cycle):
        cycle.rulebook.categories.get().job_roles.set([role])
    assert texts(nominated(cycle, UserFactory(job_role=role))) == []
    assert len(texts(nominated(cycle, UserFactory(job_role=JobRoleFactory())))) == 1
    assert len(texts(nominated(cycle, UserFactory(job_role=role, is_active=False)))) == 1


def test_a_person_cannot_win_in_a_category_for_teams(cycle):
    with before_opening(cycle):
        category = CategoryFactory(rulebook=cycle.rulebook, nominee="team")
    assert len(texts(nominated(cycle, category=category))) == 1


def test_reasons_take_the_same_queries_for_few_and_many(cycle, django_assert_num_queries):
    for kind in Kind.values:
        rule(cycle, kind, 3)
    for count in (2, 20):
        nominations = [nominated(cycle) for _ in range(count)]
        with django_assert_num_queries(5):
            reasons_against(cycle, nominations)


def test_accepting_makes_one_entry_of_all_voices_for_a_nominee(cycle, maya):
    person = UserFactory()
    one, other, third = nominated(cycle, person), nominated(cycle, person), nominated(cycle)
    accept(nomination=one, actor=maya)
    accept(nomination=other, actor=maya)
    accept(nomination=third, actor=maya)
    voices = {entry.person: {n.pk for n in entry.nominations.all()} for entry in entries_for(cycle)}
    assert voices == {person: {one.pk, other.pk}, third.nominee.person: {third.pk}}
    assert Record.objects.filter(verb="entry.made").count() == 2
    assert Message.objects.filter(template_key="nomination_accepted").count() == 3


def test_a_team_has_an_entry_of_its_own(cycle, maya):
    with before_opening(cycle):
        category = CategoryFactory(rulebook=cycle.rulebook, nominee="team")
    team = TeamFactory()
    nomination = NominationFactory(cycle=cycle, category=category, nominee=NomineeFactory(person=None, team=team))
    accept(nomination=nomination, actor=maya)
    assert Entry.objects.get().team == team


def test_what_speaks_against_it_is_set_aside_only_in_writing(cycle, maya):
    nomination = nominated(cycle, UserFactory(is_active=False))
    with pytest.raises(NotReady) as refusal:
        accept(nomination=nomination, actor=maya)
    assert len(refusal.value.missing) == 1
    accept(nomination=nomination, actor=maya, reason="Retired after the window opened.")
    assert Screening.objects.get().reason == "Retired after the window opened."


def test_declining_needs_a_reason_and_tells_the_nominator(cycle, maya):
    nomination = nominated(cycle)
    with pytest.raises(NotReady):
        decline(nomination=nomination, actor=maya, reason="  ")
    decline(nomination=nomination, actor=maya, reason="This was before the period.")
    message = Message.objects.get()
    assert (message.template_key, message.to_address) == ("nomination_declined", nomination.nominator_email)
    assert "This was before the period." in message.body_text
    assert f"/p/{cycle.programme.slug}/rules/" in message.body_text
    assert Record.objects.get(verb="nomination.declined").data == {"state": "declined", "rule": ""}


def test_undo_puts_it_back_and_removes_the_entry_that_nothing_supports(cycle, maya):
    nomination = nominated(cycle)
    accept(nomination=nomination, actor=maya)
    undo(nomination=nomination, actor=maya)
    assert (Nomination.objects.get().state, Entry.objects.count()) == (NominationState.SUBMITTED, 0)
    decline(nomination=nomination, actor=maya, reason="No.")
    undo(nomination=nomination, actor=maya)
    accept(nomination=nomination, actor=maya)
    assert Message.objects.count() == 3
    assert Entry.objects.count() == 1


def test_accepting_twice_is_refused(cycle, maya):
    nomination = nominated(cycle)
    accept(nomination=nomination, actor=maya)
    with pytest.raises(IllegalMove):
        accept(nomination=nomination, actor=maya)


def test_nothing_is_screened_once_judging_has_begun(cycle, maya):
    nomination = nominated(cycle)
    cycle.stage = Stage.JUDGING
    for act in (accept, undo):
        with pytest.raises(NotReady):
            act(nomination=nomination, actor=maya)
    with pytest.raises(NotReady):
        decline(nomination=nomination, actor=maya, reason="No.")


def test_an_entry_that_judges_have_keeps_its_last_nomination(cycle, maya):
    from judging.tests.factories import AssignmentFactory, SeatFactory

    entry = accepted_entry(cycle)
    AssignmentFactory(entry=entry, seat=SeatFactory(panel__cycle=cycle))
    with pytest.raises(AlreadyJudged):
        undo(nomination=entry.nominations.get(), actor=maya)
    assert Nomination.objects.get().state == NominationState.ACCEPTED


def test_nobody_screens_their_own_nomination_nor_one_about_them(cycle, maya):
    about, by, about_team = nominated(cycle, maya), nominated(cycle, nominator=maya), nominated(cycle)
    about_team.nominee.person, about_team.nominee.team = None, maya.team
    about_team.nominee.save()
    for nomination in (about, by, about_team):
        with pytest.raises(NotAllowed):
            accept(nomination=nomination, actor=maya)
    screened = accept_eligible(cycle=cycle, actor=maya)
    assert (screened.accepted, len(screened.left)) == ([], 3)


def test_who_does_not_manage_the_programme_screens_nothing(cycle):
    with pytest.raises(NotAllowed):
        accept_eligible(cycle=cycle, actor=UserFactory())


def test_many_are_accepted_with_a_fixed_number_of_queries_but_for_their_messages(cycle, django_assert_num_queries):
    admin = AdministratorFactory()
    for count in (2, 12):
        for _ in range(count):
            nominated(cycle, nominator_email="")
        with django_assert_num_queries(41 + count):
            accept_eligible(cycle=cycle, actor=admin)


def test_the_command_accepts_what_is_eligible_and_prints_the_rest(cycle, maya, capsys):
    good, bad = nominated(cycle), nominated(cycle, UserFactory(is_active=False))
    call_command("screen_nominations", cycle.label, "--accept-eligible", "--by", "Maya@example.org")
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"{bad.reference} (individual): The nominee does not work here any more.",
        f"{cycle.label}: 1 accepted, 1 left to look at.",
    ]
    good.refresh_from_db()
    assert good.state == NominationState.ACCEPTED


@pytest.mark.parametrize(("label", "email"), [("nothing/here", "maya@example.org"), (None, "nobody@example.org")])
def test_the_command_refuses_an_unknown_cycle_or_person(cycle, maya, label, email):
    nominated(cycle)
    with pytest.raises(CommandError):
        call_command("screen_nominations", label or cycle.label, "--accept-eligible", "--by", email)
    assert not Record.objects.exists()
