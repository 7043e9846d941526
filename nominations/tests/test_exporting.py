import pytest
from django.urls import reverse

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from intake.grids import read_grid
from nominations.models import Nomination
from nominations.tests.factories import EvidenceFactory, NominationFactory, NomineeFactory, open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def cycle(maya):
    return open_cycle(managers=[maya])


def exported(client, cycle, file_format="csv", **query):
    address = reverse("nominations:export", args=[cycle.programme.slug, cycle.name, file_format])
    answer = client.get(address, query)
    grid = read_grid(b"".join(answer.streaming_content))
    return [dict(zip(grid.header, line.cells, strict=True)) for line in grid.lines]


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_list_comes_out_whole_and_harmless(client, cycle, file_format):
    samira = UserFactory(full_name="Samira Khan", email="samira@example.org", team=TeamFactory(name="Ferry Lane"))
    nomination = NominationFactory(
        cycle=cycle, nominee=NomineeFactory(person=samira), nominator_name="=cmd|' /C calc'!A0"
    )
    EvidenceFactory(nomination=nomination, part="action", text="She rang back. 👏 שלום")
    EvidenceFactory(nomination=nomination, part="", criterion=cycle.rulebook.criteria.get(code="care"), text="Kindly.")
    [row] = exported(client, cycle, file_format)
    assert row["nominator_name"] == ("'" if file_format == "csv" else "") + "=cmd|' /C calc'!A0"
    assert {key: row[key] for key in ("reference", "nominee_name", "nominee_email", "nominee_team", "medium")} == {
        "reference": nomination.reference,
        "nominee_name": "Samira Khan",
        "nominee_email": "samira@example.org",
        "nominee_team": "Ferry Lane",
        "medium": "online",
    }
    assert (row["action"], row["evidence:care"], row["may_show"]) == ("She rang back. 👏 שלום", "Kindly.", "no")


def test_the_filter_of_the_list_narrows_the_file_and_nothing_about_the_manager_is_in_it(client, cycle, maya):
    NominationFactory(cycle=cycle, nominee=NomineeFactory(person=maya))
    leader = NominationFactory(cycle=cycle, nominator_kind="leader")
    other = NominationFactory(cycle=cycle)
    NominationFactory(cycle=cycle, state="draft")
    assert {row["reference"] for row in exported(client, cycle)} == {leader.reference, other.reference}
    assert [row["reference"] for row in exported(client, cycle, nominator_kind="leader")] == [leader.reference]


def test_each_export_is_on_record_without_the_words_that_were_searched_for(client, cycle, maya):
    NominationFactory(cycle=cycle, nominator_name="Deborah")
    exported(client, cycle, q="Deborah", order="nominee", nonsense="x")
    record = Record.objects.get()
    assert (record.verb, record.actor_id, record.target_id) == ("nominations.exported", maya.pk, str(cycle.pk))
    assert record.data == {"format": "csv", "rows": 1, "narrowed_by": ["q"]}


def test_many_rows_take_few_queries(client, cycle, django_assert_max_num_queries):
    EvidenceFactory.create_batch(30, nomination__cycle=cycle)
    with django_assert_max_num_queries(18):
        assert len(exported(client, cycle)) == Nomination.objects.count() == 30
