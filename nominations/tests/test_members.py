from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import TeamFactory, UserFactory
from intake.problems import BadFile
from intake.tables import Row
from judging.queries.conflicts import conflicts_of_candidates
from judging.queries.stories import stories_of
from nominations.calculations.member_lines import as_lines, read_lines
from nominations.models import Evidence, Member, Nomination, Notice
from nominations.privacy import erase, export
from nominations.queries.export_rows import export_header, export_rows
from nominations.queries.named import held_about
from nominations.services.drafting import begin_draft, save_draft
from nominations.services.importing import import_nominations
from nominations.services.members import Contribution, found_in_directory, members_of
from nominations.services.screening import accept
from nominations.services.stories import Story
from nominations.services.submitting import submit_by_colleague
from nominations.services.telling import tell_nominees
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle, typed
from recognition.queries.publishing import publishable

pytestmark = pytest.mark.django_db
NAMED = [
    Contribution("Wes Okafor", "Wes drove the tank over while Zofia kept the line open."),
    Contribution("Zofia from the agency"),
]


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Lindqvist")


@pytest.fixture
def cycle(maya):
    return open_cycle(managers=[maya], nominee="team")


@pytest.fixture
def crew():
    return TeamFactory(name="Night crew")


@pytest.fixture
def wes():
    return UserFactory(full_name="Wes Okafor", team=TeamFactory(name="Networks North"))


@pytest.fixture
def told(cycle, crew, wes):
    """A team's nomination by a colleague, which names somebody of another team and somebody whom nobody knows."""
    ida = UserFactory(full_name="Ida Berg")
    draft = begin_draft(cycle=cycle, actor=ida, team=crew)
    agreed = {"may_show": True, "may_publish": True}
    story = Story(parts={"action": "They worked all night. Zofia from the agency made the tea."})
    save_draft(nomination=draft, actor=ida, story=story, category=draft.category, members=NAMED, **agreed)
    return submit_by_colleague(nomination=draft, actor=ida)


LINES = {
    "Grace: rang back": [("Grace", "rang back")],
    "- Grace O’Neil – rang back: twice": [("Grace O’Neil", "rang back: twice")],
    "Jean-Luc": [("Jean-Luc", "")],
    "\n  \nGrace:\n": [("Grace", "")],
    "Grace\trang back": [("Grace", "rang back")],
}


def test_a_line_names_somebody_and_what_they_did():
    assert {line: read_lines(line) for line in LINES} == LINES
    assert [read_lines(as_lines(read)) for read in LINES.values()] == list(LINES.values())


def test_a_name_is_found_in_the_directory_where_one_person_is_called_so(wes):
    typed_in = ["Wes Okafor", "Wes Okafor, Networks North", "Wes Okafor, Billing", "Wes"]
    found = [one.person for one in found_in_directory([Contribution(name) for name in typed_in])]
    assert found == [wes, wes, None, None]


def test_of_two_who_are_called_so_it_is_the_one_of_the_team(wes, crew):
    UserFactory(full_name="Wes Okafor", team=crew)
    [one] = found_in_directory([Contribution("Wes Okafor")], team=crew.pk)
    [other] = found_in_directory([Contribution("Wes Okafor")])
    assert (one.person.team, other.person) == (crew, None)


def test_a_draft_keeps_whom_it_names_while_it_is_saved_again(client, told, cycle, crew, wes):
    ida = UserFactory()
    client.force_login(ida)
    draft = begin_draft(cycle=cycle, actor=ida, team=crew)
    where = reverse("nominations:draft", args=[cycle.programme.slug, draft.reference])
    rows = {"members-0-name": "Wes Okafor", "members-0-did": "Drove.", "members-1-name": "", "members-1-did": ""}
    sent = {"category": str(draft.category_id), "act": "save", "action": "They came.", **rows}
    client.post(where, sent)
    client.post(where, sent)
    assert [(one.name, one.did, one.person) for one in members_of(draft)] == [("Wes Okafor", "Drove.", wes)]
    refused = client.post(where, sent | {"members-1-did": "Somebody did this."})
    assert (refused.status_code, "Wes Okafor" in refused.content.decode()) == (422, True)
    found = client.get(reverse("nominations:member_names"), {"members-1-name": "okaf"})
    assert '"Wes Okafor, Networks North"' in found.content.decode()


def test_the_public_form_takes_lines_and_they_come_with_the_file(client, cycle, crew):
    where = reverse("nominations:nominate", args=[cycle.programme.slug])
    client.post(where, typed(cycle, nominee="The night crew", members="Wes: drove\nZofia – made tea\nPat"))
    nomination = Nomination.objects.get()
    assert [(one.name, one.did) for one in members_of(nomination)] == [
        ("Wes", "drove"),
        ("Zofia", "made tea"),
        ("Pat", ""),
    ]
    [row] = export_rows(cycle, cycle.nominations.all())
    assert dict(zip(export_header(cycle), row, strict=True))["members"] == "Wes: drove\nZofia: made tea\nPat"
    refused = client.post(where, typed(cycle, nominee="Others", members="x" * 151))
    assert refused.status_code == 422


def test_a_file_brings_members_of_teams_only(cycle, crew):
    row = {"reference": "1", "category": "individual", "nominee_team": crew.name, "nominator_kind": "customer",
           "submitted_at": "2026-10-03", "action": "They came.", "members": "Wes: drove\nPat"}  # fmt: skip
    import_nominations(cycle=cycle, rows=[Row(2, row)], actor=None)
    assert [(one.name, one.did) for one in members_of(Nomination.objects.get())] == [("Wes", "drove"), ("Pat", "")]
    with pytest.raises(BadFile):
        import_nominations(cycle=open_cycle(), rows=[Row(2, row | {"nominee_name": "Sam"})], actor=None)


def test_judges_read_contributions_without_names_and_a_named_judge_stands_aside(told, maya, wes):
    accept(nomination=told, actor=maya)
    told.refresh_from_db()
    blind, open_ = (stories_of([told.entry], blind=hidden)[told.entry_id].tellings[0] for hidden in (True, False))
    words = ["".join(piece.text for line in part.paragraphs for piece in line) for part in blind.parts]
    assert words[0] == "They worked all night. The nominee made the tea."
    assert (words[1].count("Wes"), words[1].count("Zofia")) == (0, 0)
    assert [part.title for part in (blind.parts[1], open_.parts[1])] == [
        "What one of the team contributed",
        "What Wes Okafor contributed",
    ]
    assert conflicts_of_candidates(told.cycle, [wes])[wes.pk] == [(told.entry, "self")]


def test_who_is_named_as_part_of_a_team_does_not_screen_it(told, wes):
    told.cycle.programme.managers.add(wes)
    assert not wes.has_perm("nominations.screen", told)
    assert not wes.has_perm("nominations.read", told)


def test_who_is_named_is_told_within_the_month_and_can_ask_that_it_is_not_published(told, maya, wes):
    accept(nomination=told, actor=maya)
    told.refresh_from_db()
    Nomination.objects.update(submitted_at=timezone.now() - timedelta(days=60))
    assert (tell_nominees(), tell_nominees()) == (1, 0)
    notice = Notice.objects.get()
    assert (notice.person, list(held_about(notice))) == (wes, [told])
    assert publishable(told.entry).exists()
    Notice.objects.update(unpublished_at=timezone.now())
    assert not publishable(told.entry).exists()


def test_a_person_takes_their_part_with_them_and_loses_their_name_in_it(told, wes):
    [held] = export(wes)["named_as_part_of_a_team"]
    assert held["contribution"] == [NAMED[0].did]
    erase(wes)
    texts = Evidence.objects.filter(part="member").values_list("text", flat=True)
    assert ([text.count("Wes") for text in texts], Member.objects.filter(name_given="Wes Okafor").count()) == ([0], 0)


def test_names_of_the_team_are_known_once_it_is_known_which_team_is_meant(cycle, crew, maya):
    pat = UserFactory(full_name="Pat Malik", team=crew)
    nomination = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, team=crew))
    member = Member.objects.create(nomination=nomination, name_given="pat malik")
    accept(nomination=nomination, actor=maya)
    member.refresh_from_db()
    assert member.person == pat


@pytest.mark.parametrize("wrong", ["no name", "twice", "text without member", "member without part"])
def test_the_database_refuses(told, wes, wrong):
    member = Member.objects.filter(nomination=told, person=None).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        if wrong == "no name":
            Member.objects.create(nomination=told)
        elif wrong == "twice":
            Member.objects.create(nomination=told, person=wes)
        elif wrong == "text without member":
            Evidence.objects.create(nomination=told, part="member", text="Drove.")
        else:
            Evidence.objects.create(nomination=told, part="task", member=member, text="Drove.")
