import hashlib
import tempfile
import zipfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from accounts.models import User
from jobs import services as jobs
from jobs.models import Job
from jobs.services import Run
from programmes.models import Cycle
from recognition.enums import CertificateState
from recognition.models import Certificate
from recognition.naming import file_name
from recognition.queries.sheets import printable
from recognition.refusals import NotAnnounced


def ask_for_zip(*, cycle: Cycle, actor: User) -> Job:
    """Ask for all certificates of a cycle as one file; the same certificates are the same work. Raises NotAnnounced."""
    ready = Certificate.objects.filter(award__decision__cycle=cycle, state=CertificateState.READY).order_by("pk")
    which = ",".join(str(pk) for pk in ready.values_list("pk", flat=True))
    if not which:
        raise NotAnnounced(_("No certificate of this cycle is ready yet."))
    digest = hashlib.sha256(which.encode()).hexdigest()[:16]
    return jobs.enqueue(
        kind="recognition.certificates_zip",
        key=f"certificates-zip:{cycle.label}:{digest}",
        title=_("All certificates as one file"),
        payload={"cycle": cycle.pk},
        asked_by=actor,
    )


def zip_certificates(*, cycle: Cycle, run: Run) -> None:
    """Put every ready certificate of a cycle into one ZIP, by readable names, and keep it as the job's result."""
    ready = list(printable().filter(award__decision__cycle=cycle, state=CertificateState.READY).order_by("pk"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "certificates.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for done, certificate in enumerate(ready, start=1):
                with default_storage.open(str(certificate.file.name), "rb") as file:
                    archive.writestr(file_name(certificate), file.read())
                run.progress(done, len(ready))
        run.keep(path, f"{cycle.programme.slug}-{cycle.name}-certificates.zip")
