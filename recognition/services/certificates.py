import logging
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import IllegalMove, NotReady
from programmes.models import Cycle
from recognition.enums import CertificateState
from recognition.models import Certificate
from recognition.printing.certificate import print_certificate
from recognition.queries.sheets import printable, sheet_of

logger = logging.getLogger(__name__)


class SomeFailed(Exception):
    """Some certificates could not be printed; the others are ready. The message says how many."""


def make_certificates(*, cycle: Cycle, progress: Callable[[int, int], None]) -> None:
    """Print every certificate of a cycle that is not printed; ``progress(done, total)`` is told after each.

    Safe to stop at any moment and to run again: what is ready stays. Raises SomeFailed after all others are done.
    """
    of_cycle = printable().filter(award__decision__cycle=cycle).exclude(state=CertificateState.REVOKED)
    total = of_cycle.count()
    pending = list(of_cycle.filter(state=CertificateState.PENDING).values_list("pk", flat=True))
    done, failed = total - len(pending), 0
    progress(done, total)
    for pk in pending:
        try:
            make_certificate(certificate=printable().get(pk=pk))
        except Exception:
            logger.exception("certificate %s could not be printed", pk)
            failed += 1
            continue
        done += 1
        progress(done, total)
    if failed:
        raise SomeFailed(_("%(failed)d of %(total)d could not be printed.") % {"failed": failed, "total": total})


def make_certificate(*, certificate: Certificate) -> bool:
    """Print one certificate and mark it as ready; returns whether this call did. Its file has one name, so that a second
    attempt after a crash replaces it.
    """
    content = print_certificate(sheet_of(certificate))
    cycle = certificate.award.decision.cycle
    name = f"certificates/{cycle.programme.slug}/{cycle.name}/{certificate.code}.pdf"
    if default_storage.exists(name):
        default_storage.delete(name)
    saved = default_storage.save(name, ContentFile(content))
    still_pending = Certificate.objects.filter(pk=certificate.pk, state=CertificateState.PENDING)
    return still_pending.update(state=CertificateState.READY, file=saved, made_at=timezone.now()) == 1


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, actor: User | None, reason: str) -> Certificate:
    """Take a certificate back: its code says so from now on and it cannot be downloaded. There is no way back.

    Raises NotReady without a reason, IllegalMove where it is revoked already.
    """
    if not reason.strip():
        raise NotReady(_("Say why the certificate is revoked."))
    standing = Certificate.objects.filter(pk=certificate.pk).exclude(state=CertificateState.REVOKED)
    before = certificate.state
    if not standing.update(
        state=CertificateState.REVOKED, revoked_at=timezone.now(), revoked_reason=reason.strip()[:300]
    ):
        raise IllegalMove(_("This certificate is revoked already."))
    certificate.refresh_from_db()
    audit.record(
        verb="certificate.revoked",
        target=certificate,
        actor=actor,
        before={"state": before},
        data={"state": CertificateState.REVOKED.value, "certificate": certificate.pk},
    )
    return certificate
