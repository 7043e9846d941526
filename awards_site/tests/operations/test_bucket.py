"""Files in a bucket: the same pages and works, against a server that speaks S3 on this machine."""

import io
import zipfile

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.urls import reverse
from moto.server import ThreadedMotoServer
from PIL import Image

from accounts.models import Organisation
from accounts.tests.factories import UserFactory
from awards_site.private_files import NoAddress
from awards_site.settings.media import storage_of
from evaluation.services.reporting import ask_for_report
from evaluation.tests.factories import evaluated_cycle
from jobs.services.clearing import delete_finished
from recognition.models import Certificate
from recognition.services.certificates import make_certificates
from recognition.services.zipping import ask_for_zip
from recognition.tests.factories import announced_cycle

pytestmark = pytest.mark.django_db

BUCKET = "laurel-files"


@pytest.fixture(scope="module")
def server():
    """Where S3 is spoken on this machine."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture
def bucket(server, settings, monkeypatch):
    """An empty bucket that is the default storage."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": storage_of(f"s3://{BUCKET}/live?region=eu-west-2&addressing_style=path&endpoint_url={server}"),
    }
    client = boto3.client("s3", endpoint_url=server, region_name="eu-west-2")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    yield client
    for name in _kept(client):
        client.delete_object(Bucket=BUCKET, Key=name)
    client.delete_bucket(Bucket=BUCKET)


def _kept(client) -> list[str]:
    return [file["Key"] for file in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_certificates_are_printed_handed_out_and_put_together(bucket, client, django_capture_on_commit_callbacks):
    maya, wendy = UserFactory(), UserFactory()
    cycle = announced_cycle(people=[wendy], managers=[maya])
    logo = io.BytesIO()
    Image.new("RGB", (4, 4)).save(logo, "PNG")
    Organisation.objects.get().logo.save("logo.png", ContentFile(logo.getvalue()))
    make_certificates(cycle=cycle, progress=lambda done, total: None)

    certificate = Certificate.objects.get()
    assert str(certificate.file.name) in {name.removeprefix("live/") for name in _kept(bucket)}
    client.force_login(wendy)
    page = client.get(reverse("recognition:own_certificate", args=[certificate.award.decision.entry.reference]))
    assert b"".join(page.streaming_content)[:5] == b"%PDF-"
    assert b"".join(client.get(reverse("accounts:logo")).streaming_content)[:4] == b"\x89PNG"

    with django_capture_on_commit_callbacks(execute=True):
        job = ask_for_zip(cycle=cycle, actor=maya)
    job.refresh_from_db()
    client.force_login(maya)
    together = client.get(reverse("jobs:download", args=[job.pk]))
    assert len(zipfile.ZipFile(io.BytesIO(b"".join(together.streaming_content))).namelist()) == 1


def test_a_report_is_kept_and_deleted_and_a_lost_one_is_said_to_be_gone(
    bucket, client, django_capture_on_commit_callbacks
):
    maya = UserFactory()
    cycle = evaluated_cycle(managers=[maya])
    with django_capture_on_commit_callbacks(execute=True):
        job = ask_for_report(cycle=cycle, file_format="xlsx", actor=maya)
    job.refresh_from_db()
    assert _kept(bucket) == [f"live/{job.result.name}"]

    bucket.delete_object(Bucket=BUCKET, Key=f"live/{job.result.name}")
    client.force_login(maya)
    assert client.get(reverse("jobs:download", args=[job.pk])).status_code == 404
    assert delete_finished(kinds=[job.kind], cycle_id=cycle.pk) == 1


def test_no_file_has_an_address_of_its_own(bucket):
    name = default_storage.save("x.txt", ContentFile(b"private"))
    for storage in (default_storage, storages.create_storage(storage_of(""))):
        with pytest.raises(NoAddress):
            storage.url(name)
