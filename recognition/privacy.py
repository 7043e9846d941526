"""Recognition's part of a person's data."""

from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from recognition.enums import CertificateState
from recognition.models import Award, Certificate

KEPT = [
    (
        gettext_lazy("Awards, certificates, and who may be named in public"),
        gettext_lazy("So that a certificate can be checked, and nobody is named who does not want it."),
        gettext_lazy(
            "For good: they are the person’s own. When the person is erased, the certificate is revoked and its file deleted."
        ),
    ),
]


def export(person: User) -> dict[str, Any]:
    """The person's awards, as plain values."""
    awards = Award.objects.filter(decision__entry__person=person).select_related(
        "decision__cycle__programme", "decision__category", "certificate"
    )
    return {
        "awards": [
            {
                "cycle": award.decision.cycle.label,
                "category": award.decision.category.title,
                "place": award.decision.place,
                "citation": award.citation,
                "announced_at": award.announced_at.isoformat(),
                "may_be_named": award.consent,
                "certificate": award.certificate.code if hasattr(award, "certificate") else "",
            }
            for award in awards
        ],
    }


def erase(person: User) -> None:
    """Take name and story out of the public: no consent, no citation, certificates revoked and their files deleted."""
    Award.objects.filter(decision__entry__person=person).update(consent=False, citation="")
    for certificate in Certificate.objects.filter(award__decision__entry__person=person):
        if certificate.file:
            default_storage.delete(str(certificate.file.name))
        Certificate.objects.filter(pk=certificate.pk).update(
            file="",
            state=CertificateState.REVOKED,
            revoked_at=certificate.revoked_at or timezone.now(),
            revoked_reason=certificate.revoked_reason or _("The person’s data were erased."),
        )
