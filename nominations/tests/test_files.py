"""Files with a nomination: taken, kept over a mistake, withheld, opened by whom may, forgotten in time."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.services import export_person
from accounts.tests.factories import UserFactory
from communications.models import Message
from intake.virus_scanning import NoScanner
from judging.queries.stories import stories_of
from nominations.enums import AttachmentState
from nominations.models import Attachment, Nomination, PendingUpload
from nominations.privacy import erase
from nominations.services.attaching import drop_old_uploads
from nominations.services.expiring import delete_unconfirmed
from nominations.services.scanning import scan
from nominations.tests.factories import AttachmentFactory, NominationFactory, accepted_entry, open_cycle, typed
from nominations.tests.sample_files import docx, file, picture, read_whole
from nominations.tokens import STATUS, token_for
from programmes.models import FormQuestion
from programmes.tests.factories import before_opening, running_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return open_cycle()


def send(client, cycle, *files, **changes):
    url = reverse("nominations:nominate", args=[cycle.programme.slug])
    return client.post(url, typed(cycle, **changes) | ({"files": list(files)} if files else {}))


def uploads_in(page):
    return re.search(r'name="uploads" value="([^"]+)"', page.content.decode())[1]


def test_a_customer_sends_a_letter_and_a_picture(client, cycle):
    send(client, cycle, file("../letter.pdf"), file("photo.jpg", picture("JPEG")))
    kept = Nomination.objects.get().attachments.all()
    assert [(one.name, one.content_type, one.state) for one in kept] == [
        ("letter.pdf", "application/pdf", "kept"),
        ("photo.jpg", "image/jpeg", "kept"),
    ]
    stored = [one.file.name.rpartition("/")[2] for one in kept]
    assert all(len(name.partition(".")[0]) == 32 for name in stored)
    with default_storage.open(kept[1].file.name) as stored_picture:
        assert b"Leeds" not in stored_picture.read()
    assert not PendingUpload.objects.exists()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([file("a.png", b"<svg/>")], "“a.png”: Only PDF, JPEG, PNG, WebP and Word"),
        ([file("b.docx", docx(size=60_000_000))], "“b.docx”: The document unpacks to far more"),
        ([file(f"{n}.pdf") for n in range(6)], "At most 5 files can be sent."),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_sent(client, cycle, files, words):
    answer = send(client, cycle, *files)
    assert answer.status_code == 422
    assert " ".join(answer.context["form"].errors["files"]).startswith(words)
    assert not Nomination.objects.exists()


def test_a_chosen_file_outlives_another_mistake_and_can_be_taken_out(client, cycle):
    page = send(client, cycle, file("one.pdf"), file("two.pdf"), email="nobody")
    token = uploads_in(page)
    one, two = PendingUpload.objects.all()
    assert [f"Remove {name}" in page.content.decode() for name in ("one.pdf", "two.pdf")] == [True, True]
    assert send(client, cycle, uploads=token, remove_files=str(two.pk)).status_code == 302
    assert list(Attachment.objects.values_list("name", "file")) == [("one.pdf", one.file.name)]


def test_another_form_does_not_find_them(client, cycle):
    send(client, cycle, file(), email="nobody")
    send(client, cycle, uploads="a guess")
    assert not Attachment.objects.exists()


def test_having_it_read_over_loses_no_file(client, cycle):
    page = send(client, cycle, file(), act="read")
    send(client, cycle, uploads=uploads_in(page))
    assert Attachment.objects.count() == 1


def test_what_nobody_finished_is_dropped_after_a_day(client, cycle, django_capture_on_commit_callbacks):
    send(client, cycle, file(), email="nobody")
    name = PendingUpload.objects.get().file.name
    assert drop_old_uploads() == 0
    PendingUpload.objects.update(created_at=timezone.now() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_old_uploads() == 1
    assert not default_storage.exists(name)


def test_unfinished_forms_take_a_fifth_of_the_room_at_most(client, cycle, settings):
    settings.ATTACHMENTS = {"most": 5, "megabytes": 10, "cycle_megabytes": 0}
    answer = send(client, cycle, file())
    assert answer.status_code == 422
    assert not PendingUpload.objects.exists()


def test_many_unfinished_forms_with_files_from_one_network_are_too_many(client, cycle, settings):
    settings.UPLOADS_AN_HOUR = 1
    for _time in range(2):
        send(client, cycle, file(), email="nobody")
    assert PendingUpload.objects.count() == 1


def test_a_required_question_is_answered_by_a_file_of_an_earlier_try(client, cycle):
    with before_opening(cycle):
        asked = FormQuestion.objects.create(
            rulebook=cycle.rulebook, code="proof", title="The letter", kind="file", required=True
        )
    field = f"question_{asked.pk}"
    assert list(send(client, cycle).context["form"].errors) == [field]
    page = send(client, cycle, email="nobody", **{field: file()})
    send(client, cycle, uploads=uploads_in(page))
    assert list(Attachment.objects.values_list("question__code", flat=True)) == ["proof"]


def test_a_draft_keeps_files_even_where_something_else_is_wrong(client, cycle):
    nia = UserFactory()
    draft = NominationFactory(cycle=cycle, nominator=nia, state="draft")
    client.force_login(nia)
    url = reverse("nominations:draft", args=[cycle.programme.slug, draft.reference])
    page = client.post(url, {"category": draft.category_id, "act": "send", "files": [file()]})
    kept = draft.attachments.get()
    assert (page.status_code, page.context["form"].kept) == (422, [kept])
    client.post(url, {"category": draft.category_id, "act": "save", "remove_files": str(kept.pk)})
    assert not draft.attachments.exists()


def test_a_file_is_handed_out_as_a_download_and_nothing_else(client, cycle):
    nomination = NominationFactory(cycle=cycle)
    kept = AttachmentFactory(nomination=nomination, name="Größe “x”.pdf")
    url = reverse("nominations:own_file", args=[nomination.reference, kept.pk])
    answer = read_whole(client.get(f"{url}?token={token_for(nomination.reference, STATUS)}"))
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    other = NominationFactory(cycle=cycle)
    elsewhere = reverse("nominations:own_file", args=[other.reference, kept.pk])
    assert client.get(f"{elsewhere}?token={token_for(other.reference, STATUS)}").status_code == 404


@pytest.mark.parametrize(
    ("blind", "names_nobody", "opens", "name"),
    [(False, False, True, "letter.pdf"), (True, False, False, "File 1 (PDF)"), (True, True, True, "File 1 (PDF)")],
)
def test_a_judge_sees_a_file_as_the_rules_let_them(blind, names_nobody, opens, name):
    entry = accepted_entry(running_cycle())
    AttachmentFactory(nomination=entry.nominations.get(), name="letter.pdf", names_nobody=names_nobody)
    (telling,) = stories_of([entry], blind=blind)[entry.pk].tellings
    assert [(one.name, one.opens) for one in telling.files] == [(name, opens)]


def waiting(cycle):
    return AttachmentFactory(nomination=NominationFactory(cycle=cycle), state=AttachmentState.WAITING)


def test_a_scanner_is_asked_and_until_then_nobody_opens_the_file(
    client, cycle, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    send(client, cycle, file())
    kept = Attachment.objects.get()
    own = reverse("nominations:own_file", args=[kept.nomination.reference, kept.pk])
    token = token_for(kept.nomination.reference, STATUS)
    assert (kept.state, client.get(f"{own}?token={token}").status_code) == ("waiting", 409)
    monkeypatch.setattr("nominations.services.scanning.threat_in", lambda content, url: "")
    with django_capture_on_commit_callbacks(execute=True):
        scan(kept)
    assert Attachment.objects.get().state == "kept"


def test_what_a_scanner_finds_is_withheld_and_the_managers_are_told(cycle, monkeypatch):
    cycle.programme.managers.add(UserFactory(), UserFactory())
    monkeypatch.setattr("nominations.services.scanning.threat_in", lambda content, url: "Eicar")
    found = waiting(cycle)
    scan(found)
    scan(Attachment.objects.get())
    assert Attachment.objects.get().state == "withheld"
    assert list(Message.objects.values_list("template_key", flat=True)) == ["file_withheld"] * 2


def test_a_scanner_that_is_away_leaves_the_file_waiting(cycle, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    with pytest.raises(NoScanner):
        scan(waiting(cycle))
    assert Attachment.objects.get().state == "waiting"


def test_files_are_handed_over_and_erased_with_whoever_gave_them(cycle, django_capture_on_commit_callbacks):
    sam = UserFactory()
    kept = AttachmentFactory(nomination=NominationFactory(cycle=cycle, nominator=sam))
    names = zipfile.ZipFile(io.BytesIO(export_person(person=sam, actor=None))).namelist()
    assert f"nominations/{kept.nomination.reference}-{kept.pk}-The letter.pdf" in names
    with django_capture_on_commit_callbacks(execute=True):
        erase(sam)
    assert (Attachment.objects.count(), default_storage.exists(kept.file.name)) == (0, False)


def test_files_go_with_a_nomination_that_nobody_confirmed(client, cycle, django_capture_on_commit_callbacks):
    send(client, cycle, file())
    name = Attachment.objects.get().file.name
    Nomination.objects.update(created_at=timezone.now() - timedelta(days=14))
    with django_capture_on_commit_callbacks(execute=True):
        delete_unconfirmed()
    assert not default_storage.exists(name)
