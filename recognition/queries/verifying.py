"""What a certificate's code proves."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from recognition.codes import as_written
from recognition.enums import CertificateState, Honour
from recognition.models import Certificate


@dataclass(frozen=True)
class Proof:
    """What stands on a certificate, and whether it stands. Unknown codes have the same shape, empty."""

    code: str
    verdict: str  # valid, revoked or unknown
    honour: str = ""
    recipient: str = ""
    category: str = ""
    programme: str = ""
    cycle: str = ""
    date: datetime | None = None
    revoked: datetime | None = None


def prove(typed: str) -> Proof:
    """What the certificate with this code says. A code whose award is not public yet is unknown; a revoked one names nobody."""
    code = as_written(typed)
    certificate = (
        Certificate.objects.filter(
            code=code,
            award__decision__cycle__announcement__announced_at__isnull=False,
            award__decision__cycle__announcement__embargo_until__lte=timezone.now(),
        )
        .select_related(
            "award__decision__cycle__programme",
            "award__decision__category",
            "award__decision__entry__person",
            "award__decision__entry__team",
        )
        .first()
    )
    if certificate is None:
        return Proof(code=code or typed[:40], verdict="unknown")
    decision = certificate.award.decision
    revoked = certificate.state == CertificateState.REVOKED
    return Proof(
        code=code,
        verdict="revoked" if revoked else "valid",
        honour=str(Honour(certificate.honour).label),
        recipient="" if revoked else decision.entry.nominee_name,
        category=decision.category.title,
        programme=decision.cycle.programme.title,
        cycle=decision.cycle.known_as,
        date=certificate.award.announced_at,
        revoked=certificate.revoked_at,
    )
