"""Names and stories go when the promised time is over: swept through every table, so that none is forgotten."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from awards_site.clock import run_clock_steps
from communications.models import Message
from evaluation.enums import Audience
from evaluation.models import LogEntry, Review
from evaluation.tests.factories import ActionFactory, answered, opened
from jobs.models import Job
from judging.enums import AssignmentState
from judging.models import Deliberation, Minutes, Score
from judging.tests.factories import AssignmentFactory, ConflictFactory, PanelFactory, SeatFactory
from nominations.enums import NominationState
from nominations.models import Attachment, Enquiry, Entry, Evidence, Nomination, Nominee, Screening
from nominations.queries.participation import by_team
from nominations.queries.participation_figures import who_is_seen
from nominations.tests.factories import NominationFactory, accepted_entry
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.services.retention import remove_names
from programmes.tests.factories import running_cycle
from recognition.models import Announcement, Award, Certificate
from recognition.tests.factories import AwardFactory, CertificateFactory, DecisionFactory

pytestmark = pytest.mark.django_db

# Stands in every text of the cycle that a person wrote, and in every name that is not in the directory.
SECRET = "Quillfeather"
MONTHS = 24


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cycle():
    """A cycle that closed 24 months and a day ago, with a winner who agreed to be named, one who did not, and others."""
    maya = UserFactory(full_name="Maya Manager")
    made = running_cycle(stage=Stage.EVALUATING, managers=[maya])
    _nominations(made)
    _judging(made)
    _evaluation(made, maya)
    Cycle.objects.filter(pk=made.pk).update(stage=Stage.CLOSED, stage_since=_months_ago(days=1))
    Message.objects.update(created_at=_months_ago(days=1), send_after=_months_ago(days=1))
    made.refresh_from_db()
    return made


def _months_ago(days: int):
    return timezone.now() - relativedelta(months=MONTHS) - timedelta(days=days)


def _nominations(cycle) -> None:
    grace = UserFactory(full_name="Grace Other", team=TeamFactory(headcount=8), site="Leeds")
    other = accepted_entry(cycle, grace)
    nomination = other.nominations.get()
    Nomination.objects.filter(pk=nomination.pk).update(
        nominator_name=f"Deb {SECRET}", nominator_email=f"{SECRET}@x.example", external_reference=SECRET
    )
    Evidence.objects.filter(nomination=nomination).update(text=f"{SECRET} rang me back.")
    Screening.objects.create(nomination=nomination, eligible=True, reason=SECRET)
    Enquiry.objects.create(nomination=nomination, question=SECRET, asked_by=grace)
    Attachment.objects.create(
        nomination=nomination, file=ContentFile(b"x", name=f"{SECRET}.pdf"), name=SECRET, content_type="x", size=1
    )
    by_name = Nominee.objects.create(name_given=SECRET, team_given=SECRET, hint=SECRET)
    declined = NominationFactory(cycle=cycle, nominee=by_name, state=NominationState.DECLINED)
    Screening.objects.create(nomination=declined, eligible=False, reason=SECRET)
    colleague = UserFactory(full_name="Tom Colleague", team=grace.team)
    NominationFactory(
        cycle=cycle, nominator=colleague, nominator_kind="colleague", nominator_email="", nominator_name=""
    )
    NominationFactory(cycle=cycle, state=NominationState.DRAFT, submitted_at=None, nominator_name=SECRET)


def _judging(cycle) -> None:
    panel = PanelFactory(cycle=cycle)
    seat = SeatFactory(panel=panel)
    entry = Entry.objects.get(cycle=cycle)
    sheet = AssignmentFactory(
        seat=seat, entry=entry, state=AssignmentState.SUBMITTED, submitted_at=timezone.now(), comment=SECRET
    )
    for criterion in entry.category.criteria.all():
        Score.objects.create(assignment=sheet, criterion=criterion, value=4, comment=SECRET)
    ConflictFactory(seat=seat, entry=entry, reason=SECRET, ruling=SECRET)
    meeting = Deliberation.objects.create(cycle=cycle)
    Minutes.objects.create(deliberation=meeting, category=entry.category, text=SECRET, written_by=seat.judge)
    hour_ago = timezone.now() - timedelta(hours=1)
    Announcement.objects.create(
        cycle=cycle,
        announce_at=hour_ago,
        embargo_until=hour_ago,
        announced_at=hour_ago,
        words_for_winners=f"Ask {SECRET}.",
    )
    for place, (name, consent) in enumerate({"Wendy Winner": True, "Shy Winner": False}.items(), start=1):
        winner = accepted_entry(cycle, UserFactory(full_name=name))
        decision = DecisionFactory(entry=winner, place=place, justification=SECRET)
        award = AwardFactory(decision=decision, consent=consent, citation="She rang." if consent else SECRET)
        CertificateFactory(award=award, state="ready", made_at=hour_ago, file="certificates/x.pdf")


def _evaluation(cycle, maya) -> None:
    surveys = opened(cycle)
    for response in answered(surveys[Audience.OTHERS], 5, words=SECRET):
        response.save()
    surveys[Audience.CUSTOMERS].invitations.create(address=f"{SECRET}@y.example", token_digest="d" * 64)
    Review.objects.create(cycle=cycle, conclusion=f"{SECRET} was right to praise Grace.", written_by=maya)
    ActionFactory(cycle=cycle, title=f"Listen to Deb {SECRET}", because=SECRET)
    LogEntry.objects.create(programme=cycle.programme, cycle=cycle, author=maya, text=f"Talked to {SECRET}.")
    job = Job.objects.create(
        kind="evaluation.report", key="r", title="Report", state="done", payload={"cycle": cycle.pk}
    )
    job.result.save("report.csv", ContentFile(SECRET.encode()))
    Message.objects.create(
        dedupe_key="about the cycle",
        template_key="launch",
        to_address=f"{SECRET}@x.example",
        subject=SECRET,
        body_text=SECRET,
    )


def said_anywhere(word: str) -> set[str]:
    """The tables and columns in which this word stands."""
    found = set()
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.values_list(*names):
            found |= {
                f"{model._meta.label}.{name}"
                for name, value in zip(names, row, strict=True)
                if word.casefold() in str(value).casefold()
            }
    return found


def run_the_clock(callbacks) -> None:
    with callbacks(execute=True):
        assert run_clock_steps() == {}


def test_nothing_of_names_and_stories_is_left_when_the_time_is_over(cycle, django_capture_on_commit_callbacks):
    before = said_anywhere(SECRET)
    assert len(before) >= 24  # the sweep can see

    run_the_clock(django_capture_on_commit_callbacks)

    cycle.refresh_from_db()
    assert (cycle.names_removed_at is None, said_anywhere(SECRET)) == (False, set())
    assert list(Entry.objects.filter(cycle=cycle).order_by("pk").values_list("person__full_name", "nameless")) == [
        (None, True),
        ("Wendy Winner", False),
        ("Shy Winner", False),
    ]
    assert set(Nomination.objects.values_list("nominator", "nominator_name", "nominator_email")) == {(None, "", "")}
    stored = [name for folder in default_storage.listdir("")[0] for name in _files(folder)]
    assert stored == []


def _files(folder: str) -> list[str]:
    folders, files = default_storage.listdir(folder)
    return [*files, *(name for inner in folders for name in _files(f"{folder}/{inner}"))]


def test_scores_counts_and_awards_stay(cycle):
    teams, seen = by_team(cycle), who_is_seen(cycle)
    scores = list(Score.objects.values_list("value", flat=True))

    removed = remove_names(cycle_id=cycle.pk)

    cycle = Cycle.objects.get(pk=cycle.pk)
    assert (by_team(cycle), who_is_seen(cycle)) == (teams, seen)
    assert list(Score.objects.values_list("value", flat=True)) == scores
    assert list(Award.objects.order_by("pk").values_list("consent", "citation")) == [(True, "She rang."), (False, "")]
    assert list(Certificate.objects.values_list("state", flat=True)) == ["ready", "ready"]
    record = Record.objects.get(verb="cycle.names_removed")
    assert (record.actor_id, record.target_label, record.data) == (None, cycle.label, removed)
    assert (removed["entries"], removed["stories"], removed["minutes"], removed["drafts"]) == (1, 3, 1, 1)


def test_a_second_time_changes_nothing(cycle):
    remove_names(cycle_id=cycle.pk)

    assert (remove_names(cycle_id=cycle.pk), Record.objects.filter(verb="cycle.names_removed").count()) == ({}, 1)


def test_a_cycle_one_day_younger_keeps_everything(cycle, django_capture_on_commit_callbacks):
    Cycle.objects.filter(pk=cycle.pk).update(stage_since=_months_ago(days=-1))
    Message.objects.update(created_at=_months_ago(days=-1))
    before = said_anywhere(SECRET)

    run_the_clock(django_capture_on_commit_callbacks)

    assert said_anywhere(SECRET) == before
    assert (remove_names(cycle_id=cycle.pk), Job.objects.filter(kind="programmes.remove_names").exists()) == ({}, False)


def test_a_failed_room_leaves_all_as_it_was(cycle, settings):
    settings.RETENTION = [*settings.RETENTION, "awards_site.tests.test_retention.nowhere"]
    before = said_anywhere(SECRET) - {"jobs.Job.result"}

    with pytest.raises(ImportError):
        remove_names(cycle_id=cycle.pk)

    assert said_anywhere(SECRET) - {"jobs.Job.result"} == before
    assert Cycle.objects.get(pk=cycle.pk).names_removed_at is None


def test_a_message_of_any_kind_is_emptied_as_long_after_it_was_written(organisation_of_a_month):
    old = Message.objects.create(
        dedupe_key="old", template_key="direct", to_address="a@b.example", subject="s", body_text="t", state="failed"
    )
    Message.objects.filter(pk=old.pk).update(
        created_at=timezone.now() - timedelta(days=40), send_after=timezone.now() - timedelta(days=40)
    )
    young = Message.objects.create(dedupe_key="young", template_key="direct", to_address="a@b.example", body_text="t")

    run_clock_steps()

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, old.to_address, old.subject, old.body_text) == ("cancelled", "", "", "")
    assert (young.to_address, young.body_text) == ("a@b.example", "t")


@pytest.fixture
def organisation_of_a_month():
    Organisation.objects.update(retention_months=1)


@pytest.mark.parametrize(
    "page",
    [
        "programmes:cycle",
        "judging:results",
        "evaluation:evaluate",
        "nominations:queue",
        "nominations:participation",
        "recognition:announce",
    ],
)
def test_the_pages_of_such_a_cycle_still_work_and_say_it_once(client, cycle, page):
    remove_names(cycle_id=cycle.pk)
    client.force_login(User.objects.get(full_name="Maya Manager"))

    answer = client.get(reverse(page, args=[cycle.programme.slug, cycle.name]))

    assert answer.status_code == 200
    assert answer.content.decode().count("Names and stories were removed on") == 1
