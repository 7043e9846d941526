import zipfile
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError

from audit.models import Record
from audit.refusals import IllegalMove, NotReady
from jobs import services as jobs
from jobs.models import Job
from jobs.services.running import LostLease
from recognition import checks, tasks
from recognition import services as recognition
from recognition.codes import ALPHABET, as_written, new_code
from recognition.models import Certificate
from recognition.services import certificates as printing
from recognition.services.certificates import SomeFailed
from recognition.tests.factories import announced_cycle, decided_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


assert tasks.print_certificates  # Celery loads it; here the import registers the two kinds of work


@pytest.fixture
def quick(monkeypatch):
    """Print in no time: these tests are about the work around it."""
    monkeypatch.setattr(printing, "print_certificate", lambda sheet: f"%PDF {sheet.code}".encode())


def print_all(cycle):
    seen = []
    recognition.make_certificates(cycle=cycle, progress=lambda done, total: seen.append((done, total)))
    return seen


def kept(name):
    with default_storage.open(name) as file:
        return file.read()


def files(cycle):
    return default_storage.listdir(f"certificates/{cycle.programme.slug}/{cycle.name}")[1]


def test_a_certificate_is_printed_and_kept():
    cycle = announced_cycle()
    print_all(cycle)
    certificate = Certificate.objects.get()
    assert certificate.state == "ready"
    assert kept(certificate.file.name)[:5] == b"%PDF-"


def test_thirty_certificates_show_their_progress(quick):
    cycle = announced_cycle(people=30)
    recognition.announce(cycle=cycle, actor=None)
    job = Job.objects.get()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 30, 30)
    assert len(files(cycle)) == 30


def test_the_progress_counts_every_one(quick):
    assert print_all(announced_cycle(people=3)) == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_work_that_was_broken_off_goes_on_where_it_was(quick):
    cycle = announced_cycle(people=3)

    def stop(done, total):
        if done == 2:
            raise LostLease

    with pytest.raises(LostLease):
        recognition.make_certificates(cycle=cycle, progress=stop)
    made = dict(Certificate.objects.filter(state="ready").values_list("pk", "made_at"))
    assert len(made) == 2
    assert print_all(cycle) == [(2, 3), (3, 3)]
    assert len(files(cycle)) == 3
    assert {pk: Certificate.objects.get(pk=pk).made_at for pk in made} == made


def test_a_file_left_by_a_crash_is_replaced_and_not_doubled(quick):
    cycle = announced_cycle()
    certificate = Certificate.objects.get()
    name = f"certificates/{cycle.programme.slug}/{cycle.name}/{certificate.code}.pdf"
    default_storage.save(name, ContentFile(b"half"))
    print_all(cycle)
    assert files(cycle) == [f"{certificate.code}.pdf"]
    assert kept(name) == f"%PDF {certificate.code}".encode()


def test_one_that_fails_stops_no_other(monkeypatch):
    cycle = announced_cycle(people=3)
    broken = Certificate.objects.order_by("pk")[1].code

    def brittle(sheet):
        if sheet.code == broken:
            raise ValueError("as a test")
        return b"%PDF"

    monkeypatch.setattr(printing, "print_certificate", brittle)
    with pytest.raises(SomeFailed):
        print_all(cycle)
    assert sorted(Certificate.objects.values_list("state", flat=True)) == ["pending", "ready", "ready"]


def test_codes_cannot_be_guessed():
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {len(code) for code in codes} == {19}
    assert {ch for code in codes for ch in code} == {*ALPHABET, "-"}
    assert len(ALPHABET) ** 16 > 2**77
    assert not set(ALPHABET) & set("01ILO")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("7KQM-2XTP-9FHD-4WNB", "7KQM-2XTP-9FHD-4WNB"),
        (" 7kqm2xtp 9fhd4wnb ", "7KQM-2XTP-9FHD-4WNB"),
        ("7KQM-2XTP-9FHD", ""),
        ("7KQM-2XTP-9FHD-4WN0", ""),
        ("", ""),
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed, kept):
    assert as_written(typed) == kept


def test_a_revoked_certificate_says_why_and_is_not_printed(quick):
    cycle = announced_cycle()
    certificate = recognition.revoke_certificate(certificate=Certificate.objects.get(), actor=None, reason="A misprint")
    assert (certificate.state, certificate.revoked_reason) == ("revoked", "A misprint")
    assert print_all(cycle) == [(0, 0)]
    record = Record.objects.get(verb="certificate.revoked")
    assert (record.before, record.data) == ({"state": "pending"}, {"state": "revoked", "certificate": certificate.pk})


def test_a_certificate_is_not_revoked_twice_nor_without_a_reason():
    announced_cycle()
    certificate = Certificate.objects.get()
    with pytest.raises(NotReady):
        recognition.revoke_certificate(certificate=certificate, actor=None, reason=" ")
    recognition.revoke_certificate(certificate=certificate, actor=None, reason="A misprint")
    with pytest.raises(IllegalMove):
        recognition.revoke_certificate(certificate=certificate, actor=None, reason="Again")


def test_all_certificates_come_in_one_file_by_readable_names(quick):
    cycle = announced_cycle(people=2)
    print_all(cycle)
    manager = cycle.decisions.first().proposed_by
    job = recognition.ask_for_zip(cycle=cycle, actor=manager)
    jobs.run(job.pk)
    job.refresh_from_db()
    with job.result.open() as file, zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    assert [name.split("_")[:2] for name in names] == [["individual", "1"], ["individual", "2"]]
    assert recognition.ask_for_zip(cycle=cycle, actor=manager) == job


def test_the_command_writes_the_files_and_prints_what_is_missing(quick, tmp_path):
    cycle = announced_cycle(people=2)
    out = StringIO()
    call_command("issue_certificates", cycle.label, "--out", str(tmp_path / "new" / "folder"), stdout=out)
    written = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    first = cycle.decisions.get(place=1).entry
    assert len(written) == 2
    assert written[0] == f"individual_1_{first.person.full_name.lower().replace(' ', '-')}_{first.reference}.pdf"
    assert out.getvalue() == f"2 certificates written to {tmp_path / 'new' / 'folder'}.\n"


def test_the_command_says_what_is_wrong(tmp_path):
    cycle = decided_cycle()
    taken = tmp_path / "taken"
    taken.write_text("a file")
    announced = announced_cycle()
    for label, folder, said in (
        (
            "nothing/here",
            tmp_path,
            "There is no cycle “nothing/here”; write programme/cycle, such as service-stars/2026-10.",
        ),
        (cycle.label, tmp_path, f"{cycle.label} has no certificates: its results have not been announced."),
        (announced.label, taken, f"Cannot write to {taken}: File exists."),
    ):
        with pytest.raises(CommandError) as refusal:
            call_command("issue_certificates", label, "--out", str(folder))
        assert str(refusal.value) == said


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setattr(checks, "find_library", lambda name: None)
    assert [warning.id for warning in checks.subsetting_library(None)] == ["recognition.W001"]
    monkeypatch.setattr(checks, "find_library", lambda name: "libharfbuzz-subset.so.0")
    assert checks.subsetting_library(None) == []
