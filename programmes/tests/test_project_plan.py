"""The project plan on one page: gathered from every page that names somebody, with the programme's own rows."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from evaluation.models import Action
from judging.tests.factories import SeatFactory
from programmes.models import LaunchTask, Presentation, Publicity, Responsibility
from programmes.queries.responsibilities import duties_of, grouped
from programmes.tests.factories import BusinessCaseFactory, CycleFactory, ProgrammeFactory, RulebookFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei", email="maya@example.org")


@pytest.fixture
def programme(maya):
    return ProgrammeFactory(managers=[maya], slug="stars")


def test_everybody_whom_a_page_names_stands_on_the_plan_and_so_does_what_nobody_has(programme, maya):
    ines, tom = UserFactory(full_name="Inés Marín"), UserFactory(full_name="Tom Reed")
    Responsibility.objects.create(programme=programme, what="Keeps the budget", owner=tom, due=date(2027, 1, 5))
    case = BusinessCaseFactory(programme=programme, state="proposed", proposed_by=maya)
    case.approvers.add(ines)
    for number in range(3):
        LaunchTask.objects.create(
            programme=programme, title=f"Step {number}", kind="message", owner=tom, due=date(2027, 2, 1 + number)
        )
    Publicity.objects.create(programme=programme, channel="poster", offset_days=-7)
    Presentation.objects.create(programme=programme, style="team-meeting", by="Head of Service", owner=maya)
    cycle = CycleFactory(programme=programme, rulebook=RulebookFactory(programme=programme))
    SeatFactory(panel__cycle=cycle, judge=ines, role="chair")
    Action.objects.create(cycle=cycle, title="Shorter form", owner=maya, due=date(2027, 3, 1))
    found = [(duty.what, duty.who, duty.by) for duty in duties_of(programme)]
    assert found == [
        ("Keeps the budget", "Tom Reed", date(2027, 1, 5)),
        ("Manages the programme", "Maya Osei", None),
        ("Proposed version 1", "Maya Osei", None),
        ("Decides on version 1", "Inés Marín", None),
        ("3 steps of the launch", "Tom Reed", date(2027, 2, 1)),
        ("Poster", "", None),
        ("Presents the award", "Head of Service", None),
        ("Prepares the presentation", "Maya Osei", None),
        (f"Chairs the panel of {cycle.known_as}", "Inés Marín", cycle.announce_at.date()),
        ("Shorter form", "Maya Osei", date(2027, 3, 1)),
    ]
    by_person = [(group.name, len(group.duties)) for group in grouped(duties_of(programme), by_person=True)]
    assert by_person == [("", 1), ("Head of Service", 1), ("Inés Marín", 2), ("Maya Osei", 4), ("Tom Reed", 2)]


def test_own_rows_are_added_changed_and_removed(client, programme, maya):
    client.force_login(maya)
    url = reverse("programmes:project_plan", args=["stars"])
    forms = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0"}
    client.post(url, forms | {"rows-0-what": "Photographs", "rows-0-owner": "maya@example.org"})
    row = programme.responsibilities.get()
    assert (row.what, row.owner, row.due) == ("Photographs", maya, None)
    stored = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "1", "rows-0-pk": row.pk, "rows-0-what": "Pictures"}
    client.post(url, stored)
    assert list(programme.responsibilities.values_list("pk", "what", "owner")) == [(row.pk, "Pictures", None)]
    client.post(url, stored | {"rows-0-DELETE": "on"})
    assert not programme.responsibilities.exists()


def test_somebody_who_does_not_work_here_is_refused_at_the_field(client, programme, maya):
    client.force_login(maya)
    data = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-what": "A", "rows-0-owner": "no@example.org"}
    page = client.post(reverse("programmes:project_plan", args=["stars"]), data)
    assert page.context["formset"].errors == [{"owner": ["Nobody here has the address no@example.org."]}]


def test_two_hundred_launch_tasks_make_the_page_no_slower(client, programme, maya, django_assert_max_num_queries):
    client.force_login(maya)
    url = reverse("programmes:project_plan", args=["stars"])
    LaunchTask.objects.create(programme=programme, title="One", kind="message", owner=maya, due=date(2027, 1, 1))
    client.get(url)
    with django_assert_max_num_queries(25) as few:
        client.get(url)
    people = UserFactory.create_batch(5)
    LaunchTask.objects.bulk_create(
        LaunchTask(programme=programme, title=str(n), kind="message", owner=people[n % 5], due=date(2027, 1, 1))
        for n in range(200)
    )
    with django_assert_max_num_queries(25) as many:
        client.get(url)
    assert len(many) == len(few)
