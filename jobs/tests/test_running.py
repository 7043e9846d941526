from datetime import timedelta

import pytest
from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from audit.refusals import StaleState
from jobs import services as jobs
from jobs.enums import JobState
from jobs.models import Job
from jobs.registry import HANDLERS, job
from jobs.services.running import LostLease
from jobs.tests.factories import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch):
    """A kind of job whose function the test gives; it counts its calls."""
    calls = []

    def does(function):
        def handler(run):
            calls.append(run.attempt)
            function(run)

        monkeypatch.setitem(HANDLERS, "test.count", handler)
        return calls

    return does


def state_of(job):
    job.refresh_from_db()
    return job.state


def test_work_that_is_asked_for_is_done_after_the_commit(work, django_capture_on_commit_callbacks):
    calls = work(lambda run: None)
    with django_capture_on_commit_callbacks(execute=True):
        asked = jobs.enqueue(kind="test.count", key="one", title="One", payload={"id": 7})
        assert calls == []
    assert (calls, state_of(asked), asked.payload) == ([1], JobState.DONE, {"id": 7})
    assert asked.finished_at is not None


def test_the_same_key_is_the_same_work(work, django_capture_on_commit_callbacks):
    calls = work(lambda run: None)
    with django_capture_on_commit_callbacks(execute=True):
        first = jobs.enqueue(kind="test.count", key="one", title="One", payload={})
    with django_capture_on_commit_callbacks(execute=True):
        second = jobs.enqueue(kind="test.count", key="one", title="One", payload={})
    assert (first, calls, Job.objects.count()) == (second, [1], 1)


def test_work_of_an_act_that_failed_is_never_done(work):
    calls = work(lambda run: None)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue(kind="test.count", key="one", title="One", payload={})
        1 / 0  # noqa: B018 — any failure will do
    assert (calls, Job.objects.count()) == ([], 0)


def test_a_worker_claims_a_job_that_waits_and_no_other_can(work):
    inner = []
    work(lambda run: inner.append(jobs.run(run.job.pk)))
    job = JobFactory()
    assert jobs.run(job.pk) is True
    assert (inner, state_of(job), job.attempts) == ([False], JobState.DONE, 1)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_a_job_that_is_over_is_not_claimed(work, state):
    calls = work(lambda run: None)
    assert jobs.run(JobFactory(state=state).pk) is False
    assert calls == []


def test_a_job_whose_hour_has_not_come_is_not_claimed(work):
    calls = work(lambda run: None)
    assert jobs.run(JobFactory(run_after=timezone.now() + timedelta(hours=1)).pk) is False
    assert calls == []


def test_a_job_whose_worker_fell_silent_is_taken_over(work):
    calls = work(lambda run: None)
    job = JobFactory(state=JobState.RUNNING, attempts=1, lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.run(job.pk) is True
    assert (calls, state_of(job)) == ([2], JobState.DONE)


def test_a_worker_that_was_overtaken_stops_and_changes_nothing_more(work):
    def overtaken(run):
        Job.objects.filter(pk=run.job.pk).update(attempts=2)  # another worker's claim
        with pytest.raises(LostLease):
            run.progress(1, 2)
        raise LostLease(run.job.pk)

    work(overtaken)
    job = JobFactory()
    jobs.run(job.pk)
    assert (state_of(job), job.done, job.attempts) == (JobState.RUNNING, 0, 2)


def test_progress_is_seen_by_others_and_keeps_the_lease(work, settings):
    settings.JOB_LEASE_SECONDS = 30
    seen = []

    def halfway(run):
        run.progress(5, 10)
        job = Job.objects.get(pk=run.job.pk)
        seen.append((job.done, job.total, (job.lease_until - timezone.now()).total_seconds() // 10))

    work(halfway)
    jobs.run(JobFactory().pk)
    assert seen == [(5, 10, 2)]


def test_a_file_is_kept_as_the_result(work, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "made.csv").write_text("a,b\n")
    work(lambda run: run.keep(tmp_path / "made.csv", "report.csv"))
    job = JobFactory()
    jobs.run(job.pk)
    job.refresh_from_db()
    with job.result.open() as kept:
        assert kept.read() == b"a,b\n"


def test_a_failure_waits_longer_each_time_and_fails_for_good_the_fifth(work):
    def fails(run):
        raise RuntimeError("the printer is on fire")

    calls = work(fails)
    job = JobFactory()
    pauses = []
    for _ in range(4):
        jobs.run(job.pk)
        assert state_of(job) == JobState.QUEUED
        pauses.append(round((job.run_after - timezone.now()).total_seconds()))
        Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
    jobs.run(job.pk)
    assert pauses == [20, 40, 80, 160]
    assert (calls, state_of(job), job.error) == (
        [1, 2, 3, 4, 5],
        JobState.FAILED,
        "RuntimeError: the printer is on fire",
    )


def test_a_job_that_takes_its_worker_down_each_time_fails_for_good(work):
    calls = work(lambda run: None)
    past = timezone.now() - timedelta(seconds=1)
    job = JobFactory(state=JobState.RUNNING, attempts=5, lease_until=past)
    assert jobs.run(job.pk) is False
    assert (calls, state_of(job), job.error) == ([], JobState.FAILED, "Its worker died each time.")


def test_a_failed_job_is_tried_again_when_somebody_asks(work, django_capture_on_commit_callbacks):
    calls = work(lambda run: None)
    job = JobFactory(state=JobState.FAILED, attempts=5, error="x")
    with django_capture_on_commit_callbacks(execute=True):
        jobs.retry(job=job)
    assert (calls, state_of(job), job.error, job.most_attempts) == ([6], JobState.DONE, "", 10)


def test_only_a_failed_job_can_be_tried_again():
    with pytest.raises(StaleState):
        jobs.retry(job=JobFactory(state=JobState.DONE))


def test_a_kind_that_nobody_can_do_fails_in_words():
    job = JobFactory(kind="test.unheard", attempts=4)
    jobs.run(job.pk)
    assert (state_of(job), job.error) == (JobState.FAILED, "KeyError: 'test.unheard'")


def test_a_kind_can_be_registered_once_only(work):
    work(lambda run: None)
    with pytest.raises(ValueError, match="registered twice: test"):
        job("test.count")(lambda run: None)


def test_the_sweep_does_what_was_left_behind_and_nothing_else(work):
    calls = work(lambda run: None)
    long_ago = timezone.now() - timedelta(minutes=1)
    left = [JobFactory(run_after=long_ago), JobFactory(state=JobState.RUNNING, attempts=1, lease_until=long_ago)]
    others = [
        JobFactory(),
        JobFactory(run_after=timezone.now() + timedelta(hours=1)),
        JobFactory(state=JobState.RUNNING, attempts=1, lease_until=timezone.now() + timedelta(minutes=1)),
        JobFactory(state=JobState.FAILED, run_after=long_ago),
        JobFactory(state=JobState.DONE, run_after=long_ago),
    ]
    states = [state_of(job) for job in others]
    assert jobs.sweep() == 2
    assert [state_of(job) for job in left] == [JobState.DONE] * 2
    assert ([state_of(job) for job in others], calls) == (states, [1, 2])


@pytest.mark.parametrize("error", [OperationalError, ConnectionRefusedError])
def test_a_broker_that_is_down_does_not_undo_the_act(work, monkeypatch, django_capture_on_commit_callbacks, error):
    calls = work(lambda run: None)

    def down(*_args, **_kwargs):
        raise error("no broker")

    with monkeypatch.context() as broken:
        broken.setattr(current_app.tasks["jobs.tasks.run_job"], "apply_async", down)
        with django_capture_on_commit_callbacks(execute=True):
            job = jobs.enqueue(kind="test.count", key="one", title="One", payload={})
    assert (calls, state_of(job)) == ([], JobState.QUEUED)
    Job.objects.update(run_after=timezone.now() - timedelta(minutes=1))
    jobs.sweep()
    assert (calls, state_of(job)) == ([1], JobState.DONE)


@pytest.mark.parametrize("values", [{"state": "resting"}, {"state": "running", "lease_until": None}])
def test_the_database_refuses_a_state_that_makes_no_sense(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        JobFactory(**values)
