from datetime import UTC, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.queries.organisation import the_organisation
from accounts.tests.factories import AdministratorFactory, UserFactory
from audit import services as audit
from audit.changes import Change, changes_in_words
from audit.models import Record
from audit.offline_verifier import verify_file
from audit.queries.places import places
from programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_waits(settings):
    """The top bar counts what waits in rooms above this one, each with queries of its own: not what is counted here."""
    settings.WAITING = []


@pytest.fixture
def programmes():
    """Two programmes, each with a record by its own manager."""
    found = []
    for slug, name in (("stars", "Maya Lindqvist"), ("teams", "Noor Haddad")):
        programme, manager = ProgrammeFactory(slug=slug), UserFactory(full_name=name)
        programme.managers.add(manager)
        audit.record(
            verb="programme.changed", target=programme, actor=manager, before={"public": False}, data={"public": True}
        )
        found.append((programme, manager))
    return found


def shown(client, **asked):
    return [record.target_label for record, _ in client.get(reverse("audit:trail"), asked).context["rows"]]


def test_a_manager_reads_only_what_belongs_to_their_programmes(client, programmes):
    client.force_login(programmes[0][1])
    assert shown(client) == ["stars"]


@pytest.mark.parametrize(
    ("role", "status"), [("visitor", 302), ("colleague", 403), ("manager", 200), ("administrator", 200)]
)
def test_who_may_open_the_trail(client, programmes, role, status):
    people = {"colleague": UserFactory(), "manager": programmes[0][1], "administrator": AdministratorFactory()}
    if role != "visitor":
        client.force_login(people[role])
    assert client.get(reverse("audit:trail")).status_code == status


@pytest.mark.parametrize(("role", "status"), [("visitor", 302), ("manager", 403), ("administrator", 200)])
def test_who_may_take_a_copy_of_the_trail(client, programmes, role, status):
    if role != "visitor":
        client.force_login(programmes[0][1] if role == "manager" else AdministratorFactory())
    answer = client.post(reverse("audit:export"))
    assert answer.status_code == status
    if answer.streaming:
        b"".join(answer.streaming_content)  # to the end, where the file that was opened for it is closed


def test_the_trail_is_filtered_by_person_thing_verb_place_and_date(client, programmes):
    client.force_login(AdministratorFactory())
    past = datetime(2025, 1, 2, 12, tzinfo=UTC)
    audit.record_all([audit.Act(verb="organisation.changed", target=the_organisation(), actor=None, at=past)])
    assert shown(client) == ["organisation", "teams", "stars"]
    assert shown(client, who="lindq") == ["stars"]
    assert shown(client, who=f"person {programmes[1][1].pk}") == ["teams"]
    assert shown(client, thing="tea") == ["teams"]
    assert shown(client, verb="organisation.changed") == ["organisation"]
    assert shown(client, place="stars") == ["stars"]
    assert shown(client, until="2025-01-02") == ["organisation"]
    assert shown(client, since="2025-01-03") == ["teams", "stars"]


@pytest.mark.parametrize("rows", [1, 45])
def test_the_trail_needs_as_many_queries_for_many_records_as_for_one(client, django_assert_num_queries, rows):
    client.force_login(AdministratorFactory())
    for _ in range(rows):
        audit.record(verb="organisation.changed", target=the_organisation(), actor=UserFactory(), data={"n": 1})
    audit.seal_records()
    with django_assert_num_queries(10):
        response = client.get(reverse("audit:trail"))
    assert len(response.context["rows"]) == rows


def test_the_places_of_the_trail_are_found_without_reading_it(django_assert_num_queries):
    boss, manager = AdministratorFactory(), UserFactory()
    assert places(boss) == []
    ProgrammeFactory(slug="b").managers.add(manager)
    found = [("a", "a/1"), ("a", "a/2"), ("b", ""), ("b", "b/1"), ("c", "")]
    rows = [*found, *found[::-1], ("", ""), ("", "")]
    said = {"verb": "organisation.changed", "target_type": "x", "target_id": "1", "target_label": "x"}
    Record.objects.bulk_create(
        Record(at=timezone.now(), programme=programme, cycle=cycle, content_hash="0" * 64, **said)
        for programme, cycle in rows
    )
    with django_assert_num_queries(2):
        assert (places(boss), places(manager)) == (found, [("b", ""), ("b", "b/1")])
    assert places(UserFactory()) == []


def test_the_page_says_where_the_chain_stands(client, programmes):
    client.force_login(AdministratorFactory())
    audit.seal_records()
    audit.record(verb="organisation.changed", target=the_organisation(), actor=None)
    chain = client.get(reverse("audit:trail")).context["chain"]
    assert (chain.last.number, chain.last.count, chain.unsealed) == (1, 2, 1)


def test_a_copy_taken_on_the_page_is_proved_and_its_taking_recorded(client, programmes, tmp_path):
    ada = AdministratorFactory()
    client.force_login(ada)
    audit.seal_records()
    content = b"".join(client.post(reverse("audit:export")).streaming_content)
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["trail.jsonl", "verify_trail.py"]
        archive.extractall(tmp_path)
    report = verify_file(str(tmp_path / "trail.jsonl"))
    assert (report.holds, report.seals) == (True, 1)
    assert Record.objects.get(verb="audit.exported").actor == ada


def test_the_program_that_proves_can_be_taken_from_the_page(client, tmp_path):
    client.force_login(AdministratorFactory())
    call_command("export_audit", out=tmp_path / "trail.jsonl", stdout=StringIO())
    assert client.get(reverse("audit:verifier")).content == (tmp_path / "verify_trail.py").read_bytes()


def test_a_change_reads_as_words():
    found = changes_in_words({"public": False, "due": None}, {"public": True, "places": [1, 2], "by": {"x": ""}})
    assert found == [
        Change("public", "no", "yes"),
        Change("places", "", "1, 2"),
        Change("by", "", "x: nothing"),
        Change("due", "nothing", ""),
    ]


def test_a_moment_reads_in_the_organisations_time_and_other_words_stay():
    with timezone.override("Europe/London"):
        found = changes_in_words({}, {"entered_at": "2026-07-01T12:30:00.5+00:00", "label": "2026-07"})
    assert [change.after for change in found] == ["1 July 2026, 13:30", "2026-07"]
