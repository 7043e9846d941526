"""How far a message reached, by team, and never what fewer than five people did."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.tests.factories import TeamFactory, UserFactory
from communications.models import Message
from programmes.calculations.reach import FEWEST, Reached, grouped, total_of
from programmes.enums import PlannedState
from programmes.models import PlannedMessage, Recipient
from programmes.queries.reach import reach_of
from programmes.tests.cast import CAST, person_as
from programmes.tests.factories import ProgrammeFactory

OTHERS = "Together"


def teams():
    def team(name, sent, opened, answered, right):
        answered = min(sent, answered)
        return Reached(name, sent, min(sent, opened), answered, min(answered, right))

    few = st.integers(0, 12)
    return st.lists(
        st.builds(team, st.sampled_from(["", *"abcdefgh"]), few, few, few, few),
        max_size=8,
        unique_by=lambda one: one.name,
    )


@given(teams())
def test_no_row_shows_the_answers_of_fewer_than_five_and_none_can_be_found_by_subtraction(drawn):
    rows, total = grouped(drawn, others=OTHERS), total_of(drawn, "all")
    answered = [row.answered for row in rows]
    assert all(count is None or count >= FEWEST for count in answered)
    hidden = [row for row in rows if row.answered is None and sum(one.answered for one in drawn)]
    # At most one row hides its answers, and where the total is shown, what it hides is nothing.
    if total.answered is not None:
        assert sum(count or 0 for count in answered) == total.answered or not hidden
        assert all(total.answered == sum(count or 0 for count in answered) for _row in hidden)
    assert sum(row.sent for row in rows) == total.sent


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"A": (9, 8), "B": (9, 7)}, [("A", 8), ("B", 7)]),
        ({"A": (9, 8), "B": (9, 4)}, [(OTHERS, 12)]),
        ({"A": (9, 8), "B": (9, 4), "C": (2, 2)}, [("A", 8), (OTHERS, 6)]),
        ({"A": (9, 4)}, [("A", None)]),
        ({"A": (9, 0), "B": (3, 0)}, [(OTHERS, None)]),
        ({"A": (9, 0), "B": (6, 0)}, [("A", None), ("B", None)]),
        ({"A": (9, 9), "": (7, 6)}, [("A", 9), (OTHERS, 6)]),
    ],
)
def test_small_teams_stand_together(sizes, shown):
    rows = grouped(
        [Reached(name, sent, 0, answered, answered) for name, (sent, answered) in sizes.items()], others=OTHERS
    )
    assert [(row.name, row.answered) for row in rows] == shown


@pytest.fixture
def planned(db):
    """Sent to a team of six, of which five answered and three of these right, and to two others."""
    planned = PlannedMessage.objects.create(
        programme=ProgrammeFactory(),
        subject="It begins",
        body="Hello",
        send_at=timezone.now(),
        sent_at=timezone.now(),
        state=PlannedState.SENT,
        counts_opens=True,
        question="Who?",
        answers=["Managers", "Anybody"],
        right=2,
    )
    north, south = TeamFactory(name="North"), TeamFactory(name="South")
    for number, team in enumerate([*[north] * 6, south, south]):
        message = Message.objects.create(
            dedupe_key=f"x{number}",
            template_key="planned",
            to_address="a@example.org",
            subject="It begins",
            body_text="Hello",
            state="sent" if number < 7 else "queued",
            sent_at=timezone.now(),
        )
        Recipient.objects.create(
            planned=planned,
            person=UserFactory(team=team),
            team=team,
            message=message,
            token=f"t{number}",
            opened_at=timezone.now() if number < 4 else None,
            answer=None if number >= 5 else 2 if number < 3 else 1,
        )
    return planned


def test_the_figures_are_counted_from_the_copies(planned, django_assert_num_queries):
    with django_assert_num_queries(3):
        reach = reach_of(planned)
    assert (reach.total.sent, reach.waiting, reach.total.opened, reach.total.understood) == (7, 1, 4, 0.6)
    assert reach.answers == [("Managers", 2, False), ("Anybody", 3, True)]
    assert [(group.name, group.sent) for group, _bar in reach.rows] == [("Smaller teams together", 7)]


def test_who_has_been_moved_or_forgotten_is_counted_where_they_were(planned):
    Recipient.objects.update(person=None, message=None)
    assert (reach_of(planned).total.sent, reach_of(planned).waiting) == (8, 0)


@pytest.mark.parametrize(
    ("page", "method", "answers"),
    [
        ("messages/", "get", (302, 403, 403, 200, 200)),
        ("messages/new/?from=launch", "get", (302, 403, 403, 200, 200)),
        ("messages/new/?from=launch_pilot", "get", (302, 403, 403, 200, 200)),
        ("messages/{pk}/", "get", (302, 403, 403, 200, 200)),
        ("messages/{pk}/customers/", "get", (302, 403, 403, 200, 200)),
        ("messages/{pk}/reach/", "get", (302, 403, 403, 200, 200)),
        ("pilot/", "get", (302, 403, 403, 200, 200)),
        ("messages/{pk}/move/", "get", (405, 405, 405, 405, 405)),
        ("opens/", "post", (302, 403, 403, 302, 302)),
        ("pilot/widen/", "post", (302, 403, 403, 302, 302)),
    ],
)
def test_only_who_manages_the_programme_opens_its_launch(client, planned, page, method, answers):
    found = []
    for role in CAST:
        client.logout()
        person = person_as(role, planned.programme)
        if person is not None:
            client.force_login(person)
        url = f"/manage/{planned.programme.slug}/launch/{page.format(pk=planned.pk)}"
        found.append(getattr(client, method)(url).status_code)
    assert tuple(found)[1:] == answers[1:]
    assert found[0] in {302, 405}


def test_a_message_of_another_programme_is_not_opened_under_this_one(client, planned):
    manager = UserFactory()
    other = ProgrammeFactory(managers=[manager])
    client.force_login(manager)
    assert client.get(f"/manage/{other.slug}/launch/messages/{planned.pk}/").status_code == 404


def test_a_message_is_written_previewed_for_somebody_and_scheduled_in_the_browser(client, db):
    maya = UserFactory(email="maya@example.org", known_as="Maya")
    UserFactory(email="grace@example.org", known_as="Grace")
    programme = ProgrammeFactory(managers=[maya])
    client.force_login(maya)
    new = f"/manage/{programme.slug}/launch/messages/new/"
    typed = {"subject": "It begins", "body": "Dear {{name}}", "send_at": "2040-01-02T09:00", "audience": "everybody"}
    refused = client.post(new, typed)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["body"])
    typed |= {"body": "Dear {{recipient_name}}", "question": "Who?", "answer_1": "Managers"}
    assert list(client.post(new, typed).context["form"].errors) == ["answer_2"]
    page = client.post(new, {**typed, "answer_2": "Anybody", "right": "2"}).url
    shown = client.get(page, {"sample": "grace@example.org"})
    assert "<p>Dear Grace</p>" in shown.context["preview"].html
    client.post(f"{page}move/", {"act": "schedule"})
    planned = PlannedMessage.objects.get()
    assert (planned.state, planned.scheduled_by, planned.right) == (PlannedState.SCHEDULED, maya, 2)
    client.post(f"{page}move/", {"act": "draft"})
    planned.refresh_from_db()
    assert planned.state == PlannedState.DRAFT


def test_a_list_of_messages_asks_no_more_for_many_than_for_few(client, planned, django_assert_max_num_queries):
    manager = UserFactory()
    planned.programme.managers.add(manager)
    client.force_login(manager)
    url = f"/manage/{planned.programme.slug}/launch/messages/"
    client.get(url)
    with django_assert_max_num_queries(20) as few:
        client.get(url)
    for _number in range(20):
        planned.pk = None
        planned.save()
    with django_assert_max_num_queries(20) as many:
        client.get(url)
    assert len(many) == len(few)
