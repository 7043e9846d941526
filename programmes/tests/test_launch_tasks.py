"""The timeline of a launch: what waits for what, who is reminded, what a calendar is told, which files are kept."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.refusals import Refused
from awards_site.queries.waiting import waiting_for
from charts.gantt import Span, gantt_chart
from communications.models import Message
from programmes.calculations.circles import circle_in
from programmes.models import LaunchTask, Programme, TaskFile
from programmes.plans.lines import LaunchLine
from programmes.queries.launch import timeline_of
from programmes.services.launch import add_task, change_task, remove_task, save_launch
from programmes.services.launch_reminders import remind_owners
from programmes.task_file_types import LARGEST, checked_task_file
from programmes.tests.cast import CAST, person_as
from programmes.tests.factories import LaunchTaskFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)


@pytest.fixture
def programme():
    return ProgrammeFactory(managers=[UserFactory(email="maya@example.org", full_name="Maya Osei")])


def task(programme, title, due=TODAY, *after, **more):
    made = LaunchTaskFactory(programme=programme, title=title, due=due, **more)
    made.after.set(after)
    return made


def line_of(row):
    return LaunchLine(row.title, row.kind, row.due)


@pytest.mark.parametrize(
    ("after", "circle"),
    [
        ({1: [2], 2: [3], 3: []}, set()),
        ({1: [1]}, {1}),
        ({1: [2], 2: [3], 3: [1], 4: [1]}, {1, 2, 3}),
    ],
)
def test_a_circle_is_found_wherever_it_is(after, circle):
    assert set(circle_in(after)) == circle


def test_tasks_that_would_wait_for_each_other_are_refused_by_name(programme):
    first = task(programme, "Train the leaders")
    second = task(programme, "Tell everybody", TODAY, first)
    with pytest.raises(Refused, match=r"“Tell everybody”.*“Train the leaders”"):
        change_task(task=first, content=line_of(first), after=[second], actor=None)
    with pytest.raises(Refused, match="for ever"):
        save_launch(
            programme=programme,
            tasks=[
                LaunchLine("Train the leaders", "training", TODAY, after=("Tell everybody",)),
                LaunchLine("Tell everybody", "message", TODAY, after=("Train the leaders",)),
            ],
            actor=None,
        )


def test_what_a_task_waits_for_is_named_while_it_is_open_and_when_it_is_due_later(programme):
    done = task(programme, "Slides", TODAY - timedelta(days=9), done_at=timezone.now())
    later = task(programme, "Rooms", TODAY + timedelta(days=3))
    task(programme, "Training", TODAY + timedelta(days=1), done, later)
    task(programme, "Poster", TODAY - timedelta(days=1))
    rows = {row.task.title: row for row in timeline_of(programme, TODAY).rows}
    assert [(title, row.late, row.waits_for, row.due_later) for title, row in rows.items()] == [
        ("Slides", False, (), ()),
        ("Poster", True, (), ()),
        ("Training", False, ("Rooms",), ("Rooms",)),
        ("Rooms", False, (), ()),
    ]


def test_a_task_is_added_changed_and_removed_and_what_waited_waits_no_more(programme):
    first = add_task(programme=programme, content=LaunchLine("One", "pilot", TODAY), actor=None)
    second = add_task(programme=programme, content=LaunchLine("Two", "review", TODAY), after=[first], actor=None)
    assert change_task(task=second, content=line_of(second), after=[first], actor=None) is False
    content = LaunchLine("Two", "review", TODAY, owner="maya@example.org", notes="Ask the pilot teams.")
    assert change_task(task=second, content=content, after=[first], actor=None) is True
    remove_task(task=first, actor=None)
    second.refresh_from_db()
    assert (second.owner.email, second.notes, second.after.count()) == ("maya@example.org", "Ask the pilot teams.", 0)


def test_the_page_of_two_hundred_tasks_asks_no_more_than_that_of_two(client, programme, django_assert_max_num_queries):
    client.force_login(programme.managers.get())
    owner = UserFactory()

    def asked():
        with django_assert_max_num_queries(25) as queries:
            assert client.get(f"/manage/{programme.slug}/launch/?show=all").status_code == 200
        return len(queries)

    before = [task(programme, "First", owner=owner)]
    before.append(task(programme, "Second", TODAY, before[0], owner=owner))
    asked()  # what is remembered from page to page is remembered now
    few = asked()
    rows = [LaunchTaskFactory.build(programme=programme, owner=owner) for _number in range(198)]
    made = LaunchTask.objects.bulk_create(rows)
    LaunchTask.after.through.objects.bulk_create(
        LaunchTask.after.through(from_launchtask=one, to_launchtask=before[0]) for one in made
    )
    assert asked() == few


ROLES = (*CAST, "owner")


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        ("/manage/{slug}/launch/", (302, 403, 403, 200, 200, 403)),
        ("/manage/{slug}/launch/calendar.ics", (302, 403, 403, 200, 200, 403)),
        ("/manage/{slug}/launch/new/", (302, 403, 403, 200, 200, 403)),
        ("/manage/{slug}/launch/{task}/edit/", (302, 403, 403, 200, 200, 403)),
        ("/manage/{slug}/launch/{task}/remove/", (302, 403, 403, 200, 200, 403)),
        ("/launch-tasks/{task}/", (302, 404, 404, 200, 200, 200)),
        ("/launch-tasks/{task}/files/{file}/", (302, 404, 404, 200, 200, 200)),
        ("/launch-tasks/", (302, 200, 200, 200, 200, 200)),
    ],
)
def test_a_task_is_seen_by_its_owner_and_by_who_manages_the_programme(
    client, programme, settings, tmp_path, page, answers
):
    settings.MEDIA_ROOT = tmp_path
    owner = UserFactory()
    made = task(programme, "Endorse it", owner=owner)
    kept = handed_in(client, made, owner, "words.pdf", b"%PDF-1.7 hello")
    url = page.format(slug=programme.slug, task=made.pk, file=kept.pk)
    found = []
    for role in ROLES:
        client.logout()
        person = owner if role == "owner" else person_as(role, programme)
        if person is not None:
            client.force_login(person)
        answer = client.get(url)
        found.append(answer.status_code)
        if answer.streaming:
            answer.getvalue()  # reads the file to its end, which closes it
    assert tuple(found) == answers


@pytest.mark.parametrize(("days", "written"), [(4, 0), (3, 1), (2, 1), (1, 1), (0, 0), (-1, 0)])
def test_an_owner_is_reminded_three_days_before_and_one_day_before(programme, days, written):
    owner = UserFactory(full_name="Grace Bell", known_as="Grace")
    today = timezone.localdate()
    task(programme, "Endorse it", today + timedelta(days=days), owner=owner)
    task(programme, "Done already", today + timedelta(days=days), owner=owner, done_at=timezone.now())
    task(programme, "Nobody’s", today + timedelta(days=days))
    assert (remind_owners(), remind_owners(), Message.objects.count()) == (written, 0, written)
    assert {message.to_address for message in Message.objects.all()} == ({owner.email} if written else set())


def test_a_task_has_two_reminders_and_two_more_on_another_day(programme, monkeypatch):
    made = task(programme, "Endorse it", date(2026, 10, 10), owner=UserFactory())
    written = []
    for day in (6, 7, 8, 9, 10):
        monkeypatch.setattr(timezone, "now", lambda day=day: datetime(2026, 10, day, 12, tzinfo=UTC))
        written.append(remind_owners())
    assert written == [0, 1, 0, 1, 0]
    LaunchTask.objects.filter(pk=made.pk).update(due=date(2026, 10, 12))
    assert remind_owners() == 1


def test_the_home_page_has_what_is_late_or_due_within_two_weeks(programme):
    owner, today = UserFactory(), timezone.localdate()
    for title, days in (("Late", -3), ("Soon", 14), ("Far", 15)):
        task(programme, title, today + timedelta(days=days), owner=owner)
    task(programme, "Done", today, owner=owner, done_at=timezone.now())
    assert [thing.title for thing in waiting_for(owner)] == ["Late", "Soon"]
    Programme.objects.update(state="retired")
    assert waiting_for(owner) == []


def events(content):
    return [(str(event["summary"]), event.decoded("dtstart")) for event in Calendar.from_ical(content).walk("VEVENT")]


def test_a_managers_calendar_has_every_task_and_an_owners_their_own(client, programme):
    owner = UserFactory()
    task(programme, "Endorse it; “aloud”, today", TODAY, owner=owner)
    task(programme, "Posters", TODAY + timedelta(days=1), done_at=timezone.now())
    client.force_login(programme.managers.get())
    assert events(client.get(f"/manage/{programme.slug}/launch/calendar.ics").content) == [
        ("Endorse it; “aloud”, today", TODAY),
        ("Done: Posters", TODAY + timedelta(days=1)),
    ]
    client.force_login(owner)
    client.post("/launch-tasks/")
    first = client.get("/launch-tasks/").context["url"]
    client.logout()
    assert events(client.get(first).content) == [("Endorse it; “aloud”, today", TODAY)]
    client.force_login(owner)
    client.post("/launch-tasks/")
    second = client.get("/launch-tasks/").context["url"]
    client.logout()
    assert [client.get(url).status_code for url in (first, second)] == [404, 200]
    owner.is_active = False
    owner.save()
    assert client.get(second).status_code == 404


def picture(kind):
    written = io.BytesIO()
    Image.new("RGB", (2, 2)).save(written, kind)
    return written.getvalue()


def office(*names):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        for name in ("[Content_Types].xml", *names):
            parts.writestr(name, "x")
    return written.getvalue()


MP4 = b"\x00\x00\x00\x18ftypisom" + b"\x00" * 20


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Slides.PDF", b"%PDF-1.7 x".ljust(20), "pdf"),
        ("a.docx", office("word/document.xml"), "docx"),
        ("a.pptx", office("ppt/presentation.xml"), "pptx"),
        ("a.png", picture("PNG"), "png"),
        ("a.jpeg", picture("JPEG"), "jpg"),
        ("a.mp4", MP4, "mp4"),
        ("a.pdf", b"<html><script>", None),
        ("a.html", b"%PDF-1.7", None),
        ("a.png", picture("JPEG"), None),
        ("a.gif", picture("GIF"), None),
        ("a.docx", office("word/document.xml", "word/vbaProject.bin"), None),
        ("a.docx", b"PK\x03\x04 nothing", None),
        ("a.docx", office("xl/workbook.xml"), None),
        ("pdf", b"%PDF-1.7", None),
        ("a.pdf", b"", None),
    ],
)
def test_a_file_is_what_its_content_says_and_its_name_must_agree(name, content, kind):
    upload = SimpleUploadedFile(name, content)
    if kind:
        assert checked_task_file(upload) == kind
    else:
        with pytest.raises(ValidationError):
            checked_task_file(upload)


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    upload.size = LARGEST + 1
    with pytest.raises(ValidationError, match="25 MB"):
        checked_task_file(upload)


def handed_in(client, made, person, name, content):
    client.force_login(person)
    client.post(f"/launch-tasks/{made.pk}/", {"file": SimpleUploadedFile(name, content)})
    return TaskFile.objects.get(task=made)


def test_a_file_is_stored_under_a_name_of_ours_and_handed_out_as_a_download(client, programme, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = task(programme, "Endorse it")
    kept = handed_in(client, made, AdministratorFactory(), '../Why "we" do it.pdf', b"%PDF-1.7 hello")
    assert kept.file.name.startswith("launch/")
    assert "Why" not in kept.file.name
    answer = client.get(f"/launch-tasks/{made.pk}/files/{kept.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 hello"
    assert [answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")] == [
        "application/pdf",
        "nosniff",
        'attachment; filename="Why we do it.pdf"',
    ]


def test_a_file_that_is_removed_leaves_the_storage_too(
    client, programme, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    made = task(programme, "Endorse it")
    kept = handed_in(client, made, AdministratorFactory(), "a.pdf", b"%PDF-1.7 hello")
    assert default_storage.exists(kept.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/launch-tasks/{made.pk}/files/{kept.pk}/remove/")
    assert (TaskFile.objects.count(), default_storage.exists(kept.file.name)) == (0, False)


def test_a_bar_runs_from_its_beginning_through_the_day_it_is_due_and_today_is_drawn():
    spans = [
        Span("A", due=date(2026, 10, 10), start=date(2026, 10, 1)),
        Span("B" * 60, due=date(2026, 10, 20), state="late", word="late", after=(0,)),
    ]
    chart = gantt_chart(ident="t", title="T", description="D", spans=spans, today=date(2026, 10, 5))
    wide, narrow = chart.drawings
    bar, diamond = wide.rows
    per_day = (820 - 10 - 314) / 20
    assert (float(bar.x), float(bar.width)) == (314.0, pytest.approx(per_day * 10, abs=0.1))
    assert float(wide.today_x) == pytest.approx(314 + per_day * 4, abs=0.1)
    assert (diamond.points.count(","), len(diamond.label + diamond.word), len(wide.links)) == (4, 42, 1)
    assert [tick.day.day for tick in wide.ticks] == [5, 12, 19]
    assert narrow.height < wide.height * 2


def test_a_chart_far_from_today_does_not_stretch_to_it():
    chart = gantt_chart(ident="t", title="T", description="D", spans=[Span("A", due=date(2020, 1, 1))], today=TODAY)
    assert {drawing.today_x for drawing in chart.drawings} == {""}
