"""Members of nominated teams: a manager says who is meant, and everything that reads the member sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotAllowed, NotReady, Refused, StaleState
from communications.models import Message
from judging.queries.conflicts import conflicts_of_candidates
from judging.queries.stories import beginnings_of, stories_of
from nominations.models import Enquiry, Evidence, Member, Notice, Redaction
from nominations.privacy import erase, export
from nominations.queries.eligibility import reasons_against
from nominations.queries.identity import named
from nominations.queries.named import still_to_tell
from nominations.queries.nominations import counts_by_state
from nominations.services.enquiring import add_more, ask_for_more
from nominations.services.matching_members import (
    mark_member_not_ours,
    match_clear_members,
    match_member,
    take_back_member,
)
from nominations.services.redacting import look_at
from nominations.services.screening import accept, undo
from nominations.services.telling import tell_nominees
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Byrne")


@pytest.fixture
def cycle(maya):
    return open_cycle(managers=[maya], nominee="team", judging_at=timezone.now() + timedelta(days=20))


@pytest.fixture
def crew():
    return TeamFactory(name="Night crew")


@pytest.fixture
def wesley(crew):
    return UserFactory(full_name="Wesley Okafor", known_as="Okky", team=TeamFactory(name="Networks North"))


def in_team(cycle, crew, given, did=""):
    """A name in a customer's nomination of the team."""
    nomination = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, team=crew))
    member = Member.objects.create(nomination=nomination, name_given=given)
    Evidence.objects.create(nomination=nomination, part="situation", text="Okky came out at night. He stayed.")
    if did:
        Evidence.objects.create(nomination=nomination, part="member", member=member, text=did)
    return member


def test_whatever_reads_the_member_sees_who_was_matched_by_hand(cycle, crew, maya, wesley):
    member = in_team(cycle, crew, "the tall one", "The tall one drove.")
    accept(nomination=member.nomination, actor=maya)
    look_at(nominations=[member.nomination], actor=maya)
    entry = member.nomination.entry

    def seen():
        return {
            "list": beginnings_of([named(entry)], blind=True)[entry.pk].begins,
            "sheet hides": "Okky" not in str(stories_of([entry], blind=True)),
            "near": [source for _entry, source in conflicts_of_candidates(cycle, [wesley])[wesley.pk]],
            "to tell": still_to_tell(cycle),
            "to look at": Redaction.objects.get().looked_at is None,
            "held": len(export(wesley)["named_as_part_of_a_team"]),
            "reads": wesley.has_perm("nominations.read", member.nomination),
        }

    cycle.programme.managers.add(wesley)
    before = seen()
    assert list(before.values()) == ["Okky came out at night.", False, [], set(), False, 0, True]
    match_member(member=member, actor=maya, person=wesley)
    assert list(seen().values()) == ["The nominee came out at night.", True, ["self"], {wesley.pk}, True, 1, False]
    take_back_member(member=member, actor=maya)
    assert seen() == before | {"to look at": True}
    undo(nomination=member.nomination, actor=maya)
    match_member(member=member, actor=maya, person=wesley)
    cycle.nominations.update(submitted_at=timezone.now() - timedelta(days=60))
    assert (tell_nominees(), Notice.objects.get().person) == (1, wesley)
    erase(wesley)
    with pytest.raises(StaleState):
        take_back_member(member=member, actor=maya)
    acts = Record.objects.filter(verb__contains="member").order_by("pk").values_list("verb", flat=True)
    assert list(acts) == [f"nomination.member_{act}" for act in ("matched", "taken_back", "matched")]


def test_only_who_may_screen_matches_only_once_and_only_until_judging(cycle, crew, maya, wesley):
    member, other = in_team(cycle, crew, "Wes"), in_team(cycle, crew, "Okky")
    Member.objects.filter(pk=other.pk).update(nomination=member.nomination)
    with pytest.raises(NotAllowed):
        match_member(member=member, actor=UserFactory(), person=wesley)
    with pytest.raises(NotAllowed):
        match_clear_members(cycle=cycle, actor=wesley, ids=[member.pk])
    match_member(member=member, actor=maya, person=wesley)
    with pytest.raises(StaleState):
        match_member(member=member, actor=maya, person=UserFactory())
    with pytest.raises(StaleState):
        mark_member_not_ours(member=member, actor=maya)
    other.refresh_from_db()
    with pytest.raises(Refused, match="names Wesley Okafor already"):
        match_member(member=other, actor=maya, person=wesley)
    type(cycle).objects.filter(pk=cycle.pk).update(stage="judging")
    member = Member.objects.get(pk=member.pk)
    with pytest.raises(NotReady):
        take_back_member(member=member, actor=maya)


def test_only_clear_names_are_matched_together_and_what_was_taken_back_stays_with_the_manager(cycle, crew, maya):
    pat, _wes = (UserFactory(full_name=name, team=crew) for name in ("Pat Malik", "Wes Lund"))
    UserFactory(full_name="Wes Lind", team=crew)
    clear, unclear, outside = (in_team(cycle, crew, given) for given in ("Pat Malik", "Wes L", "Zofia from the agency"))
    every = [clear.pk, unclear.pk, outside.pk]
    assert counts_by_state(cycle)["members"] == 3
    cycle.programme.managers.add(pat)
    assert match_clear_members(cycle=cycle, actor=pat, ids=every) == []
    assert [(one.pk, one.person) for one in match_clear_members(cycle=cycle, actor=maya, ids=every)] == [
        (clear.pk, pat)
    ]
    mark_member_not_ours(member=outside, actor=maya)
    assert counts_by_state(cycle)["members"] == 1
    take_back_member(member=Member.objects.get(pk=clear.pk), actor=maya)
    accept(nomination=clear.nomination, actor=maya)
    assert (Member.objects.get(pk=clear.pk).person, counts_by_state(cycle)["members"]) == (None, 2)


def test_the_nominator_says_who_one_of_the_team_is_and_no_judge_reads_that(cycle, crew, maya, wesley):
    member = in_team(cycle, crew, "Okky")
    ask_for_more(nomination=member.nomination, actor=maya, question="Which site?", member=member)
    assert ("“Okky”" in Message.objects.get().body_text, Enquiry.objects.get().kind) == (True, "part")
    assert reasons_against(cycle, [member.nomination])[member.nomination_id][0].text == (
        "Its nominator was asked who one of the team is and has not answered yet."
    )
    stories = Evidence.objects.count()
    add_more(nomination=member.nomination, actor=None, text="Wesley, of Networks North.")
    assert (Evidence.objects.count(), Enquiry.objects.get().answer) == (stories, "Wesley, of Networks North.")
    match_member(member=member, actor=maya, person=wesley)
    with pytest.raises(IllegalMove):
        ask_for_more(nomination=member.nomination, actor=maya, question="Who?", member=member)


def test_the_pages_match_ask_and_take_back_and_take_the_same_queries_for_few_and_many(
    client, cycle, crew, maya, wesley, settings, django_assert_num_queries
):
    settings.CYCLE_RAIL, settings.WAITING = [], []
    client.force_login(maya)
    place = [cycle.programme.slug, cycle.name]
    path = reverse("nominations:names_of_members", args=place)
    for count in (1, 6):
        for _ in range(count):
            last = in_team(cycle, crew, "Wesley Okafor", "Drove.")
        client.get(path)
        with django_assert_num_queries(12):
            page = client.get(path)
    assert page.context["rows"][0]["suggestions"][0].pk == wesley.pk
    args = [*place, last.nomination.reference, last.pk]
    own, match, ask, undo_it = (
        reverse(f"nominations:{act}member", args=args) for act in ("", "match_", "ask_", "undo_")
    )
    with django_assert_num_queries(13):
        shown = client.get(own, {"q": "okaf"})
    assert [person.pk for person in shown.context["found"]] == [wesley.pk]
    assert (client.post(ask, {}).status_code, client.post(ask, {"question": "Which?"}).url) == (422, own)
    assert client.post(match, {"person": wesley.pk, "then": "names"}).url == path
    assert "Take it back" in client.get(path).content.decode()
    assert client.post(undo_it).url == reverse("nominations:nomination", args=args[:3])
    assert client.post(match, {"nobody": "yes"}).status_code == 302
    assert client.post(path, {"member": [in_team(cycle, crew, "Wesley Okafor").pk]}).status_code == 302
    assert (Member.objects.filter(person=wesley).count(), Member.objects.get(pk=last.pk).outside) == (1, True)
