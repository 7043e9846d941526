"""Every address of this room, with every role: what each gets."""

from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import AdministratorFactory, TeamFactory, UserFactory
from awards_site.tests.worlds import kept_for_a_module
from judging.tests.factories import PanelFactory, SeatFactory
from nominations.enums import NominationState
from nominations.models import Enquiry, Nomination, NominationFile, Notice, ProposedDecline
from nominations.services.entries import join_entries
from nominations.services.filing import upload_file
from nominations.services.regrouping import merge_entries
from nominations.tests.factories import (
    AttachmentFactory,
    EntryFactory,
    NominationFactory,
    NomineeFactory,
    accepted_entry,
    open_cycle,
)
from nominations.tests.sample_files import read_whole
from nominations.tokens import CONFIRM, STATUS, token_for
from nominations.urls import urlpatterns
from programmes.tests.factories import before_opening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_answers")]
ROLES = [
    "stranger",
    "member",
    "nominator",
    "nominee",
    "teammate",
    "judge",
    "manager",
    "other_manager",
    "administrator",
    "nominee_who_manages",
]
SIGN_IN = 302
# A nominee never reads that they are named; judges who see no names read no list.
HIDDEN_FROM = {"stranger", "judge", "nominee", "nominee_who_manages"}

# By address: who gets the page (200); everybody else gets what "else" says, and a stranger what "stranger" says.
TABLE = {
    "nominate": {"may": set(ROLES), "else": 404, "stranger": 200},
    "thanks": {"may": {"nominator"}, "else": 404, "stranger": 404},
    "draft": {"may": {"nominator"}, "else": 404, "stranger": SIGN_IN},
    "discard": {"may": {"nominator"}, "else": 404, "stranger": SIGN_IN},
    "nominated": {"may": set(ROLES) - {"stranger", "judge"}, "else": 404, "stranger": SIGN_IN},
    "support": {"may": set(ROLES) - HIDDEN_FROM, "else": 404, "stranger": SIGN_IN},
    "member_names": {"may": set(ROLES) - {"stranger"}, "else": 404, "stranger": SIGN_IN},
    "story_help": {"may": set(), "else": 405, "stranger": 405},
    "status": {"may": {"nominator"}, "else": 404, "stranger": 404},
    "confirm": {"may": set(), "else": 404, "stranger": 404},
    "add": {"may": {"nominator"}, "else": 404, "stranger": 404},
    "withdraw": {"may": {"nominator"}, "else": 404, "stranger": 404},
    "mine": {"may": set(ROLES) - {"stranger"}, "else": 404, "stranger": SIGN_IN},
    "queue": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "participation": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "encourage": {"may": set(), "else": 405, "stranger": SIGN_IN},
    "names": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "entries": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "entry": {"may": {"manager", "administrator"}, "else": 404, "stranger": SIGN_IN},
    "second_look": {"may": set(), "else": 405, "stranger": SIGN_IN},
    "import": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "key_in": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "export": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "import_file": {"may": {"manager", "administrator"}, "else": 404, "stranger": SIGN_IN},
    "import_columns": {"may": {"manager", "administrator"}, "else": 404, "stranger": SIGN_IN},
    "import_corrections": {"may": {"manager", "administrator"}, "else": 404, "stranger": SIGN_IN},
    "api": {"may": set(ROLES), "else": 404, "stranger": 200},
    "openapi": {"may": set(ROLES), "else": 404, "stranger": 200},
    "api_nominations": {"may": set(), "else": 405, "stranger": 405},
    "tokens": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "revoke_token": {"may": set(), "else": 405, "stranger": SIGN_IN},
    "redactions": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "consents": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "consent": {"may": set(), "else": 405, "stranger": 405},
    "telling": {"may": {"manager", "administrator", "nominee_who_manages"}, "else": 404, "stranger": SIGN_IN},
    "own_data": {"may": {"nominator"}, "else": 404, "stranger": 404},
    "contact": {"may": set(), "else": 404, "stranger": 404},
    "new_address": {"may": set(), "else": 404, "stranger": 404},
    "remove_me": {"may": set(), "else": 404, "stranger": 404},
    "named": {"may": {"nominee", "nominee_who_manages"}, "else": 404, "stranger": 404},
    "redaction": {"may": {"manager", "administrator"}, "else": 404, "stranger": SIGN_IN},
    "nomination": {"may": {"manager", "administrator"}, "else": 404, "stranger": SIGN_IN},
    "own_file": {"may": {"nominator"}, "else": 404, "stranger": 404},
    "file": {"may": {"manager", "administrator"}, "else": 404, "stranger": SIGN_IN},
}
ACTS = {
    "match": 302,
    "accept": 302,
    "decline": 422,
    "ask": 422,
    "undo": 302,
    "show_file": 302,
    "set_aside": 422,
    "decline_confirm": 302,
    "decline_keep": 422,
}
# Of the members of a nominated team; the pages around them are in the table of the whole site.
MEMBER_ACTS = {"ask_member": 422, "match_member": 302, "undo_member": 302}
MEMBER_PAGES = {"member", "names_of_members"}
ENTRY_ACTS = {"merge": 422, "split": 422, "undo_move": 302}


OF_THE_CYCLE = {
    *["queue", "participation", "encourage", "import", "key_in", "redactions", "telling", "consents"],
    *["names", "entries", "second_look"],
}


@pytest.fixture(scope="module")
def everybody(django_db_setup, django_db_blocker):
    """Everybody who could ask, by role, and the cycle that they ask about."""
    with kept_for_a_module(django_db_blocker):
        yield _everybody()


@pytest.fixture
def cast(everybody):
    return deepcopy(everybody)


def _everybody():
    team = TeamFactory()
    nominee = UserFactory(team=team)
    manager = UserFactory()
    people = {
        "member": UserFactory(),
        "nominator": UserFactory(),
        "nominee": nominee,
        "teammate": UserFactory(team=team),
        "manager": manager,
        "other_manager": UserFactory(),
        "administrator": AdministratorFactory(),
        "nominee_who_manages": nominee,
    }
    cycle = open_cycle(managers=[manager])
    with before_opening(cycle):
        type(cycle.rulebook).objects.filter(pk=cycle.rulebook_id).update(supporting="names")
    open_cycle(managers=[people["other_manager"]])
    people["judge"] = SeatFactory(panel=PanelFactory(cycle=cycle)).judge
    return people, cycle


def enter(client, cast, role):
    people, cycle = cast
    if role != "stranger":
        client.force_login(people[role])
    if role == "nominee_who_manages":
        cycle.programme.managers.add(people[role])
    return people, cycle


def address(name, nomination):
    cycle = nomination.cycle
    if name in {"mine", "story_help", "api", "openapi", "member_names"}:
        return reverse(f"nominations:{name}")
    if name in {"nominate", "nominated", "tokens", "api_nominations"}:
        return reverse(f"nominations:{name}", args=[cycle.programme.slug])
    if name == "revoke_token":
        return reverse("nominations:revoke_token", args=[cycle.programme.slug, 1])
    if name in {"thanks", "draft", "discard", "support"}:
        whom = ["individual", "person", nomination.nominee.person_id]
        return reverse(
            f"nominations:{name}",
            args=[cycle.programme.slug, *(whom if name == "support" else [nomination.reference])],
        )
    if name == "named":
        return reverse("nominations:named", args=[1])
    if name in {"status", "confirm", "withdraw", "add", "own_data", "contact", "new_address", "remove_me", "consent"}:
        return reverse(f"nominations:{name}", args=[nomination.reference])
    if name == "own_file":
        return reverse("nominations:own_file", args=[nomination.reference, file_of(nomination)])
    if name == "export":
        return reverse("nominations:export", args=[cycle.programme.slug, cycle.name, "csv"])
    if name.startswith("import_"):
        return reverse(f"nominations:{name}", args=[cycle.programme.slug, cycle.name, file_of_the_manager(cycle).pk])
    return reverse(f"nominations:{name}", args=[cycle.programme.slug, cycle.name, *within_the_cycle(name, nomination)])


def within_the_cycle(name, nomination):
    """What an address names within a cycle: nothing, a change of entries, an entry, or a nomination."""
    cycle = nomination.cycle
    if name in OF_THE_CYCLE:
        return []
    if name == "undo_move":
        return [cycle.entry_moves.get().pk]
    if name in {"entry", "merge", "split"}:
        return [cycle.entries.get(nominations=nomination).reference]
    if name in MEMBER_ACTS:
        return [nomination.reference, nomination.members.get().pk]
    return [nomination.reference, *([file_of(nomination)] if name in {"file", "show_file"} else [])]


def file_of(nomination):
    return AttachmentFactory(nomination=nomination).pk


def file_of_the_manager(cycle):
    file = upload_file(
        cycle=cycle,
        name="a.csv",
        content=b"Who;Story\nSamira;Kind\n",
        actor=cycle.programme.managers.order_by("-pk").first(),
    )
    NominationFile.objects.filter(pk=file.pk).update(problem="It could not be read.")
    return file


def test_the_table_names_every_address_of_this_room():
    assert {pattern.name for pattern in urlpatterns} == {*TABLE, *ACTS, *ENTRY_ACTS, *MEMBER_ACTS, *MEMBER_PAGES}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_each_page_opens_for_whom_the_table_names_alone(client, cast, role, name):
    people, cycle = enter(client, cast, role)
    draft = name in {"draft", "discard"}
    nomination = NominationFactory(
        cycle=cycle,
        nominator=people["nominator"],
        nominee=NomineeFactory(person=people["nominee"]),
        state=NominationState.DRAFT if draft else NominationState.SUBMITTED,
    )
    if name == "named":
        Notice.objects.create(pk=1, cycle=cycle, person=people["nominee"], told_at=timezone.now())
    if name == "redaction":
        Nomination.objects.filter(pk=nomination.pk).update(
            state=NominationState.ACCEPTED, entry=EntryFactory(cycle=cycle, person=people["nominee"])
        )
    if name == "add":
        Enquiry.objects.create(nomination=nomination, question="Which day was it?", asked_by=people["manager"])
    if name == "entry":
        join_entries(cycle=cycle, nominations=[nomination], actor=None)
    row = TABLE[name]
    expected = row["stranger"] if role == "stranger" else 200 if role in row["may"] else row["else"]
    assert read_whole(client.get(address(name, nomination))).status_code == expected


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_of_screening_is_done_by_managers_and_administrators_alone(client, cast, role, act):
    people, cycle = enter(client, cast, role)
    matched = NomineeFactory(person=people["nominee"], name_given="Sam")
    state = NominationState.DECLINED if act == "undo" else NominationState.SUBMITTED
    nomination = NominationFactory(cycle=cycle, nominator=people["nominator"], nominee=matched, state=state)
    if act in {"decline_confirm", "decline_keep"}:
        ProposedDecline.objects.create(nomination=nomination, reason="Before the period.", proposed_by=people["member"])
    sent = {"match": {"undo": "yes"}, "show_file": {"show": "yes"}}
    answer = client.post(address(act, nomination), sent.get(act, {}))
    nomination.refresh_from_db()
    shown = nomination.attachments.filter(names_nobody=True).exists()
    done = (
        nomination.state != state
        or nomination.nominee.person != people["nominee"]
        or answer.status_code == 422
        or shown
    )
    may = role in {"manager", "administrator"}
    expected = ACTS[act] if may else SIGN_IN if role == "stranger" else 404
    assert (answer.status_code, done) == (expected, may)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ENTRY_ACTS)
def test_entries_are_regrouped_by_managers_and_administrators_alone_who_are_not_named(client, cast, role, act):
    people, cycle = cast
    entry, other = accepted_entry(cycle, person=people["nominee"]), accepted_entry(cycle)
    if act == "undo_move":
        merge_entries(entry=entry, into=other, actor=people["administrator"], reason="One person.")
    enter(client, cast, role)
    answer = client.post(address(act, Nomination.objects.filter(cycle=cycle).earliest("pk")), {})
    may = role in {"manager", "administrator"}
    expected = ENTRY_ACTS[act] if may else SIGN_IN if role == "stranger" else 404
    if act == "undo_move" and role == "nominee_who_manages":
        expected = 403  # the change can be seen, but to undo it brings back what is about them
    assert answer.status_code == expected


def test_members_of_a_team_are_matched_by_managers_and_administrators_alone(client, cast):
    nomination = NominationFactory(
        cycle=cast[1], nominator=cast[0]["nominator"], nominee=NomineeFactory(person=cast[0]["nominee"])
    )
    member = nomination.members.create(name_given="Jo")
    for role in ROLES:
        client.logout()
        people, _cycle = enter(client, cast, role)
        sent = {"person": people["member"].pk}
        answers = {act: client.post(address(act, nomination), sent).status_code for act in MEMBER_ACTS}
        may, refused = role in {"manager", "administrator"}, SIGN_IN if role == "stranger" else 404
        assert (role, answers) == (role, MEMBER_ACTS if may else dict.fromkeys(MEMBER_ACTS, refused))
        member.refresh_from_db()
        assert (member.said_at is not None) == may
        nomination.members.update(said_at=None)


@pytest.mark.parametrize("act", ACTS)
def test_a_manager_who_nominated_reads_it_and_leaves_the_screening_to_others(client, cast, act):
    people, cycle = enter(client, cast, "manager")
    nomination = NominationFactory(cycle=cycle, nominator=people["manager"])
    assert client.get(address("nomination", nomination)).status_code == 200
    assert client.post(address(act, nomination)).status_code == 403


def test_a_draft_is_for_its_nominator_alone_even_where_its_reference_is_known(client, cast):
    people, cycle = enter(client, cast, "administrator")
    draft = NominationFactory(cycle=cycle, nominator=people["nominator"], state=NominationState.DRAFT)
    assert client.get(address("nomination", draft)).status_code == 404


def test_the_right_token_opens_the_page_for_a_stranger(client, cast):
    _people, cycle = cast
    nomination = NominationFactory(cycle=cycle, state=NominationState.UNVERIFIED)
    found = {
        name: client.get(f"{address(name, nomination)}?token={token_for(nomination.reference, purpose)}").status_code
        for name, purpose in [("status", STATUS), ("withdraw", STATUS), ("thanks", STATUS), ("confirm", CONFIRM)]
    }
    assert found == {"status": 200, "withdraw": 200, "thanks": 200, "confirm": 200}
