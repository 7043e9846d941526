import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from jobs.enums import JobState
from jobs.models import Job
from jobs.registry import HANDLERS
from jobs.tests.factories import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_waits(settings):
    """The top bar counts what waits in rooms above this one, each with queries of its own: not what is counted here."""
    settings.WAITING = []


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cast(client):
    """Sign in by role; "asker" asked for the job that the tests look at."""
    people = {"administrator": AdministratorFactory(), "asker": UserFactory(), "colleague": UserFactory()}

    def sign_in(role):
        if role != "visitor":
            client.force_login(people[role])
        return client

    sign_in.people = people
    return sign_in


LOGIN = 302
PERMISSIONS = [
    # role, list, page, download, retry
    ("visitor", LOGIN, LOGIN, LOGIN, LOGIN),
    ("colleague", 403, 404, 404, 404),
    ("asker", 403, 200, 200, 302),
    ("administrator", 200, 200, 200, 302),
]


@pytest.mark.parametrize(("role", "listed", "page", "download", "retry"), PERMISSIONS)
def test_who_may_see_long_work(cast, files, role, listed, page, download, retry):
    done = JobFactory(asked_by=cast.people["asker"], state=JobState.DONE)
    done.result.save("report.csv", ContentFile(b"x"))
    failed = JobFactory(asked_by=cast.people["asker"], state=JobState.FAILED, kind="test.none")
    client = cast(role)
    fetched = client.get(reverse("jobs:download", args=[done.pk]))
    b"".join(fetched)  # to its end, or its file stays open
    got = (
        client.get(reverse("jobs:list")).status_code,
        client.get(reverse("jobs:job", args=[done.pk])).status_code,
        fetched.status_code,
        client.post(reverse("jobs:retry", args=[failed.pk])).status_code,
    )
    assert got == (listed, page, download, retry)
    failed.refresh_from_db()
    allowed = role in {"asker", "administrator"}
    assert failed.state == (JobState.QUEUED if allowed else JobState.FAILED)


@pytest.mark.parametrize("rows", [1, 40])
def test_the_list_needs_as_many_queries_for_many_jobs_as_for_one(cast, django_assert_num_queries, rows):
    asked_by = UserFactory()
    JobFactory.create_batch(rows, asked_by=asked_by)
    client = cast("administrator")
    with django_assert_num_queries(7):
        response = client.get(reverse("jobs:list"))
    assert len(response.context["page"].object_list) == rows


def test_the_list_shows_one_state_when_asked(cast):
    failed = JobFactory(state=JobState.FAILED)
    JobFactory(state=JobState.DONE)
    response = cast("administrator").get(reverse("jobs:list"), {"state": "failed"})
    assert list(response.context["page"].object_list) == [failed]


def test_htmx_gets_the_bar_alone_and_asks_again_while_the_work_goes_on(cast):
    job = JobFactory(state=JobState.QUEUED, done=3, total=8)
    client, url = cast("administrator"), reverse("jobs:job", args=[job.pk])
    bar = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert bar.count("<html") == 0
    assert bar.count(f'data-hx-get="{url}"') == 1
    assert bar.count('<progress value="3" max="8"') == 1
    assert bar.count(f'<a href="{url}">') == 1  # the same without JavaScript
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    assert client.get(url, headers={"HX-Request": "true"}).content.decode().count("data-hx-get") == 0


def test_a_download_has_the_name_of_its_file_and_its_content(cast, files):
    job = JobFactory(state=JobState.DONE)
    job.result.save("report.csv", ContentFile(b"a,b\n"))
    response = cast("administrator").get(reverse("jobs:download", args=[job.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="report.csv"'
    assert b"".join(response.streaming_content) == b"a,b\n"


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.FAILED])
def test_work_that_is_not_done_has_nothing_to_download(cast, files, state):
    job = JobFactory(state=state)
    assert cast("administrator").get(reverse("jobs:download", args=[job.pk])).status_code == 404


def test_a_retry_does_the_work_and_returns_to_its_page(cast, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setitem(HANDLERS, "test.count", lambda run: None)
    job = JobFactory(state=JobState.FAILED)
    client = cast("administrator")
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("jobs:retry", args=[job.pk]))
    job.refresh_from_db()
    assert (response["Location"], job.state) == (reverse("jobs:job", args=[job.pk]), JobState.DONE)
