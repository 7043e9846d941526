"""A file of nominations in the browser: what became of every row is seen before anything comes in."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from intake.grids import read_grid
from nominations.calculations.columns import by_name, guess, recalled
from nominations.models import Nomination, NominationFile, RememberedColumns
from nominations.services import filing
from nominations.services.filing import forget_old_files
from nominations.tests.factories import open_cycle
from programmes.enums import Stage

pytestmark = pytest.mark.django_db
HEADER = ["Who", "Team", "Your name", "Your email", "Timestamp", "What did they do?", "Colour"]
GOOD = ["Samira Khan", "Ferry Lane", "Deborah", "deborah@ashworth.example", "2026-10-03", "She found a crew.", "red"]
BAD = ["Wes", "", "Ada", "no address", "3/10/2026", "Kind. =1+1", ""]


@pytest.fixture
def maya(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def cycle(maya):
    return open_cycle(managers=[maya])


def address(cycle, view="import", *more):
    return reverse(f"nominations:{view}", args=[cycle.programme.slug, cycle.name, *more])


def as_csv(*rows, delimiter=";") -> bytes:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows([HEADER, *rows])
    return held.getvalue().encode("cp1252")


def uploaded(client, cycle, content, name="survey.csv"):
    answer = client.post(address(cycle), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.context["form"].errors
    return NominationFile.objects.latest("pk")


def checked(client, cycle, content, **choices):
    file = uploaded(client, cycle, content)
    chosen = {**client.get(address(cycle, "import_columns", file.pk)).context["form"].initial, **choices}
    answer = client.post(address(cycle, "import_columns", file.pk), chosen)
    assert answer.status_code == 302, answer.context["form"].errors
    file.refresh_from_db()
    return file


def act(client, cycle, file, what, capture):
    with capture(execute=True):
        client.post(address(cycle, "import_file", file.pk), {"act": what})


def test_columns_are_guessed_from_their_names_each_once_and_remembered_by_them():
    fields = ["nominee_name", "nominee_team", "nominator_name", "nominator_email", "submitted_at", "action"]
    assert guess(HEADER, fields) == dict(zip(fields, ["c0", "c1", "c2", "c3", "c4", "c5"], strict=True))
    assert guess(["e-mail", "name"], ["nominee_email", "nominator_email", "nominator_name"]) == {
        "nominator_email": "c0",
        "nominator_name": "c1",
    }
    kept = by_name({"action": "c1", "nominator_kind": "=customer", "task": ""}, ["a", "b"])
    assert recalled(kept, ["b", "c"]) == {"action": "c0", "nominator_kind": "=customer"}
    assert recalled(kept, ["x"]) == {"nominator_kind": "=customer"}


def test_a_file_comes_in_after_a_look_and_the_same_file_again_adds_nothing(
    client, cycle, maya, django_capture_on_commit_callbacks
):
    file = checked(client, cycle, as_csv(GOOD, [*GOOD[:5], "She rang back.", ""]))
    assert (file.state, file.new, file.known, file.bad) == ("checked", 2, 0, 0)
    assert not Nomination.objects.exists()
    act(client, cycle, file, "import", django_capture_on_commit_callbacks)
    file.refresh_from_db()
    assert (file.state, file.new, file.job.done, file.job.total, bool(file.file)) == ("imported", 2, 2, 2, False)
    first = Nomination.objects.order_by("pk").first()
    assert (first.medium, first.nominator_kind, first.nominee.name_given) == ("file", "customer", "Samira Khan")
    again = checked(client, cycle, as_csv(GOOD, [*GOOD[:5], "She rang back.", ""]))
    assert (again.new, again.known) == (0, 2)
    verbs = [record.verb for record in Record.objects.filter(actor_id=maya.pk).order_by("pk")]
    assert verbs[:3] == ["nomination_file.uploaded", "nomination_file.imported", "nomination.imported"]


def test_bad_rows_stop_all_until_they_are_left_out_knowingly(client, cycle, django_capture_on_commit_callbacks):
    file = checked(client, cycle, as_csv(GOOD, BAD, HEADER))
    assert (file.new, file.bad) == (1, 2)
    act(client, cycle, file, "import", django_capture_on_commit_callbacks)
    assert not Nomination.objects.exists()
    act(client, cycle, file, "import_good", django_capture_on_commit_callbacks)
    assert Nomination.objects.count() == 1


def test_the_bad_rows_come_back_alone_say_why_and_go_through_once_corrected(
    client, cycle, django_capture_on_commit_callbacks
):
    file = checked(client, cycle, as_csv(GOOD, BAD))
    act(client, cycle, file, "import_good", django_capture_on_commit_callbacks)
    answer = client.get(address(cycle, "import_corrections", file.pk))
    grid = read_grid(b"".join(answer.streaming_content))
    assert grid.header == [*HEADER, "what is wrong"]
    [line] = grid.lines
    wrong = ["“Your email” “no address” is no email address", "“Timestamp” “3/10/2026” is no date; write 2026-10-03 or"]
    assert line.cells[:-1] == BAD
    assert line.cells[-1] == "; ".join(wrong) + " 2026-10-03T14:30"
    put_right = [*BAD[:3], "ada@example.com", "2026-10-03", *line.cells[5:]]
    corrected = ";".join(grid.header) + "\n" + ";".join(f'"{cell}"' for cell in put_right)
    again = checked(client, cycle, corrected.encode())
    assert (again.new, again.known, again.bad) == (1, 0, 0)


def test_a_large_file_is_checked_by_a_worker_and_the_page_says_how_far(
    client, cycle, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(filing, "AT_ONCE", 10)
    with django_capture_on_commit_callbacks() as queued:
        file = checked(client, cycle, as_csv(*[[*GOOD[:5], f"Story {number}", ""] for number in range(300)]))
    page = address(cycle, "import_file", file.pk)
    assert (file.state, client.get(page).context["at_work"]) == ("checking", True)
    for callback in queued:
        callback()
    file.refresh_from_db()
    assert (file.state, file.new, file.job.state, file.job.done) == ("checked", 300, "done", 300)
    assert client.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_what_changed_since_the_look_stops_all_of_it(client, cycle, maya, django_capture_on_commit_callbacks):
    gone = UserFactory(email="samira@example.org")
    file = checked(client, cycle, as_csv(["samira@example.org", *GOOD[1:]]), nominee_email="c0", nominee_name="")
    gone.delete()
    act(client, cycle, file, "import", django_capture_on_commit_callbacks)
    file.refresh_from_db()
    assert (file.state, Nomination.objects.count(), bool(file.problem)) == ("checked", 0, True)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"a,b\x00\n", "the file holds a NUL byte, so it is no CSV text; export it as “CSV UTF-8”"),
        ("a.csv", b"a,b\n", "the file has a header, but no rows below it"),
        ("a.csv", b"a\n" * 20_002, "the file has 20001 rows; 20000 are the most at once"),
        ("a.csv", b"a" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB. Bring it in as two."),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_line_and_not_kept(client, cycle, name, content, says):
    answer = client.post(address(cycle), {"file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, answer.context["form"].errors["file"]) == (422, [says])
    assert not NominationFile.objects.exists()


def test_choices_that_give_no_nomination_are_refused_with_what_is_missing(client, cycle):
    file = uploaded(client, cycle, as_csv(GOOD))
    answer = client.post(address(cycle, "import_columns", file.pk), {"nominee_name": "c0", "nominator_name": "c0"})
    assert set(answer.context["form"].errors) == {
        "category",
        "nominator_kind",
        "nominator_name",
        "submitted_at",
        "situation",
    }
    assert not RememberedColumns.objects.exists()


def test_a_file_is_for_who_brought_it_and_goes_after_a_fortnight(client, cycle, maya):
    file = uploaded(client, cycle, as_csv(GOOD))
    other = UserFactory()
    cycle.programme.managers.add(other)
    client.force_login(other)
    assert client.get(address(cycle, "import_columns", file.pk)).status_code == 404
    assert forget_old_files() == 0
    NominationFile.objects.update(uploaded_at=timezone.now() - timedelta(days=15))
    assert (forget_old_files(), NominationFile.objects.count()) == (1, 0)


def test_nothing_can_be_uploaded_once_judging_has_begun(client, cycle):
    cycle.stage = Stage.JUDGING
    cycle.save()
    answer = client.post(address(cycle), {"file": SimpleUploadedFile("a.csv", as_csv(GOOD))})
    assert (answer.status_code, NominationFile.objects.count()) == (422, 0)
