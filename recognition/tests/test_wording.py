import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.digests import text_digest
from audit.models import Record
from audit.refusals import NotReady
from jobs.models import Job
from recognition import services as recognition
from recognition.enums import CertificateState
from recognition.models import Certificate, CertificateDesign
from recognition.tests.factories import announced_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory()


@pytest.fixture
def cycle(maya):
    return announced_cycle(managers=[maya])


@pytest.fixture
def certificate(cycle):
    return Certificate.objects.filter(award__decision__cycle=cycle).first()


def picture():
    content = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(content, "PNG")
    return SimpleUploadedFile("hand.png", content.getvalue(), "image/png")


def pages(cycle, certificate):
    slug = cycle.programme.slug
    return [
        reverse("recognition:design", args=[slug]),
        reverse("recognition:citation", args=[slug, cycle.name, certificate.award_id]),
    ]


@pytest.mark.parametrize(
    ("who", "answer"), [("manager", 200), ("administrator", 200), ("other manager", 404), ("colleague", 404)]
)
def test_only_who_manages_the_programme_may_change_words_and_look(client, maya, cycle, certificate, who, answer):
    other = UserFactory()
    announced_cycle(managers=[other])
    people = {
        "manager": maya,
        "administrator": AdministratorFactory(),
        "other manager": other,
        "colleague": UserFactory(),
    }
    client.force_login(people[who])
    assert [client.get(page).status_code for page in pages(cycle, certificate)] == [answer, answer]


def test_the_design_is_saved_with_a_signature_and_the_trail_names_the_parts_only(client, maya, cycle, certificate):
    client.force_login(maya)
    form = {"orientation": "portrait", "signed_by": "Ngozi Adeyemi", "signed_as": "Chief Executive"}
    client.post(pages(cycle, certificate)[0], {**form, "signature": picture()})
    design = CertificateDesign.objects.get(programme=cycle.programme)
    assert (design.orientation, design.signed_by, design.signed_as, bool(design.signature)) == (
        "portrait",
        "Ngozi Adeyemi",
        "Chief Executive",
        True,
    )
    record = Record.objects.get(verb="certificate.design_changed")
    assert record.data == {"parts": ["orientation", "signed_by", "signed_as", "signature"]}


def test_a_signature_can_be_taken_away_and_saving_the_same_again_records_nothing(client, maya, cycle, certificate):
    client.force_login(maya)
    form = {"orientation": "landscape", "signed_by": "", "signed_as": ""}
    client.post(pages(cycle, certificate)[0], {**form, "signature": picture()})
    client.post(pages(cycle, certificate)[0], {**form, "without_signature": "on"})
    client.post(pages(cycle, certificate)[0], form)
    assert not CertificateDesign.objects.get(programme=cycle.programme).signature
    assert Record.objects.filter(verb="certificate.design_changed").count() == 2


def test_a_file_that_is_no_picture_is_refused_beside_its_field(client, maya, cycle, certificate):
    client.force_login(maya)
    wrong = SimpleUploadedFile("hand.png", b"no picture", "image/png")
    shown = client.post(pages(cycle, certificate)[0], {"orientation": "landscape", "signature": wrong})
    assert shown.context["form"].errors["signature"] == [
        "This is no picture that we can read. Use a PNG, JPEG or WebP file."
    ]


def test_other_words_are_recorded_by_their_digests_and_printed_again(cycle, certificate, maya):
    Certificate.objects.filter(pk=certificate.pk).update(
        state=CertificateState.READY, file="certificates/one.pdf", made_at=cycle.opens_at
    )
    before, jobs = certificate.award.citation, Job.objects.count()
    recognition.change_citation(award=certificate.award, actor=maya, citation="She  rang every\nFriday.")
    certificate.refresh_from_db()
    record = Record.objects.get(verb="award.citation_changed")
    assert (certificate.award.citation, certificate.state) == ("She rang every Friday.", CertificateState.PENDING)
    assert (record.before, record.data) == (
        {"citation": text_digest(before)},
        {"citation": text_digest("She rang every Friday.")},
    )
    assert Job.objects.count() == jobs + 1


def test_a_revoked_certificate_stays_revoked_when_the_words_change(certificate, maya):
    recognition.revoke_certificate(certificate=certificate, actor=maya, reason="Sent to the wrong person.")
    recognition.change_citation(award=certificate.award, actor=maya, citation="Other words.")
    certificate.refresh_from_db()
    assert certificate.state == CertificateState.REVOKED


def test_no_words_are_refused_and_the_same_words_change_nothing(certificate, maya):
    with pytest.raises(NotReady):
        recognition.change_citation(award=certificate.award, actor=maya, citation="  ")
    recognition.change_citation(award=certificate.award, actor=maya, citation=certificate.award.citation)
    assert not Record.objects.filter(verb="award.citation_changed").exists()
