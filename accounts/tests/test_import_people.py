from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import JobRole, Team, User
from accounts.people_file import read_people, read_people_upload
from accounts.queries.people_import import plan_import
from accounts.services import import_people
from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from intake.problems import BadFile

pytestmark = pytest.mark.django_db

HEADER = "email,full_name,team,job_role,site,line_manager_email,started_on\n"
THREE = HEADER + (
    "Ama@Example.org,Ama Owusu,North,Adviser,Leeds,cy@example.org,2021-03-01\n"
    "ben@example.org,Ben Lowe,north,Adviser,Leeds,cy@example.org,\n"
    "cy@example.org,Cy Young,South,Team leader,York,,2019-01-31\n"
)


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def run(path, *flags):
    out = StringIO()
    call_command("import_people", str(path), *flags, stdout=out)
    return out.getvalue().splitlines()


def problems(text):
    with pytest.raises(BadFile) as refused:
        import_people(lines=read_people_upload(text.encode()), actor=None)
    return [str(problem) for problem in refused.value.problems]


def test_a_file_brings_people_teams_roles_and_line_managers(file):
    assert run(file(THREE)) == ["3 added, 0 changed, 0 as they were.", "2 teams and 2 job roles made."]
    ama = User.objects.get(email="ama@example.org")
    facts = (ama.full_name, ama.team.name, ama.job_role.name, ama.site, ama.line_manager.full_name, ama.started_on)
    assert facts == ("Ama Owusu", "North", "Adviser", "Leeds", "Cy Young", date(2021, 3, 1))
    assert sorted(Team.objects.values_list("name", flat=True)) == ["North", "South"]
    assert sorted(JobRole.objects.values_list("name", flat=True)) == ["Adviser", "Team leader"]
    assert not ama.has_usable_password()


def test_the_same_file_twice_changes_nothing_the_second_time(file):
    path = file(THREE)
    run(path)
    before = (list(User.objects.order_by("pk").values()), Record.objects.count())
    assert run(path)[0] == "0 added, 0 changed, 3 as they were."
    assert (list(User.objects.order_by("pk").values()), Record.objects.count()) == before


def test_a_second_file_changes_only_what_it_says(file):
    run(file(THREE))
    assert (
        run(file("email,full_name,site\nben@example.org,Ben Lowe,Hull\n"))[0] == "0 added, 1 changed, 0 as they were."
    )
    ben = User.objects.get(email="ben@example.org")
    assert (ben.site, ben.team.name, ben.line_manager.email) == ("Hull", "North", "cy@example.org")


def test_an_empty_cell_empties_what_was_there(file):
    run(file(THREE))
    run(file("email,full_name,line_manager_email\nben@example.org,Ben Lowe,\n"))
    assert User.objects.get(email="ben@example.org").line_manager is None


def test_a_trial_says_what_it_would_do_and_does_nothing(file):
    assert run(file(THREE), "--dry-run")[-1] == "This was a trial: nothing has been changed."
    assert (User.objects.count(), Team.objects.count(), Record.objects.count()) == (0, 0, 0)


def test_the_trail_says_who_came_and_what_changed_without_a_name(file):
    actor = AdministratorFactory()
    path = file(THREE)
    import_people(lines=read_people(path), actor=actor)
    north, south = Team.objects.get(name="North"), Team.objects.get(name="South")
    import_people(lines=read_people(file(THREE.replace("Ben Lowe,north", "Benedict Lowe,South"))), actor=actor)
    ben = User.objects.get(email="ben@example.org")
    records = list(Record.objects.order_by("pk").values_list("verb", "target_label", "before", "data"))
    assert [verb for verb, *_ in records] == ["person.invited"] * 3 + [
        "people.imported",
        "person.changed",
        "people.imported",
    ]
    assert records[4][1:] == (
        f"person {ben.pk}",
        {"team": north.pk},
        {"by": "file", "fields": ["full_name", "team"], "team": south.pk},
    )
    assert "Lowe" not in str(records)


def test_every_bad_cell_is_named_by_row_and_column_and_nothing_is_taken(file):
    bad = HEADER + (
        "ama@example.org,Ama Owusu,North,Adviser,Leeds,nobody@example.org,2021-03-01\n"
        "ben@example.org,Ben Lowe,North,Adviser,Leeds,,2021-03-01\n"
    )
    with pytest.raises(CommandError, match="row 2, column line_manager_email: nobody in the file") as refused:
        run(file(bad))
    assert refused.value.returncode == 1
    assert (User.objects.count(), Team.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("no-address,Ama,,,,,", "row 2, column email: “no-address” is no email address"),
        (",Ama,,,,,", "row 2, column email: is empty; the address is how a person signs in"),
        ("a@example.org,,,,,,", "row 2, column full_name: is empty; every person needs a name"),
        ("a@x.org,Ama,,,,,1/3/21", "row 2, column started_on: “1/3/21” is no date; write year-month-day, such as 2024-09-30"),
        ("a@example.org,Ama," + "x" * 121 + ",,,,", "row 2, column team: has more than 120 characters"),
        ("a@example.org,Ama,,,,not-one,", "row 2, column line_manager_email: “not-one” is no email address"),
        ("a@x.org,A,,,,a@x.org,", "row 2, column line_manager_email: makes a ring of line managers: a@x.org → a@x.org"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_said_in_words(row, words):
    assert problems(HEADER + row + "\n") == [words]


def test_a_person_who_stands_twice_is_named_with_both_rows():
    text = HEADER + "a@example.org,Ama,,,,,\nA@example.org,Ama,,,,,\n"
    assert problems(text) == ["row 3, column email: “a@example.org” stands in row 2 already"]


def test_lines_of_management_that_close_to_a_ring_are_refused_with_the_ring():
    text = HEADER + "a@x.org,A,,,,b@x.org,\nb@x.org,B,,,,c@x.org,\nc@x.org,C,,,,a@x.org,\nd@x.org,D,,,,a@x.org,\n"
    assert problems(text) == [
        "row 2, column line_manager_email: makes a ring of line managers: a@x.org → b@x.org → c@x.org → a@x.org"
    ]


def test_a_ring_through_the_directory_is_found_too():
    boss = UserFactory(email="boss@x.org")
    UserFactory(email="middle@x.org", line_manager=boss)
    assert problems("email,full_name,line_manager_email\nboss@x.org,Boss,middle@x.org\n") == [
        "row 2, column line_manager_email: makes a ring of line managers: boss@x.org → middle@x.org → boss@x.org"
    ]


def test_the_preview_says_the_fate_of_each_line_and_writes_nothing():
    UserFactory(email="a@x.org", full_name="A", team=None)
    UserFactory(email="b@x.org", full_name="B", team=None)
    plan = plan_import(read_people_upload(b"email,full_name,team\na@x.org,A,\nb@x.org,B,New\nc@x.org,C,New\n"))
    assert [(fate.is_new, fate.is_same, fate.changes) for fate in plan.fates] == [
        (False, True, ()),
        (False, False, ("team",)),
        (True, False, ()),
    ]
    assert (plan.added, plan.changed, plan.unchanged, plan.new_teams) == (1, 1, 1, ["New"])
    assert Team.objects.count() == 0


def test_thousands_of_people_need_no_more_queries_a_head(django_assert_max_num_queries):
    lines = [
        f"p{n}@x.org,Person {n},Team {n % 40},Adviser,Leeds,p{n // 10 if n else ''}@x.org,2020-01-01"
        for n in range(1, 2001)
    ]
    text = HEADER + "p0@x.org,Person 0,Team 0,Adviser,Leeds,,2020-01-01\n" + "\n".join(lines)
    with django_assert_max_num_queries(100):
        plan = import_people(lines=read_people_upload(text.encode()), actor=None)
    assert (plan.added, User.objects.filter(line_manager=None).count()) == (2001, 1)
