"""What a certificate says, read from the award behind it."""

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.queries.organisation import the_organisation
from judging.enums import SeatRole
from judging.models import Seat
from programmes.models import Cycle
from recognition.models import Certificate, CertificateDesign
from recognition.printing.certificate import Sheet, Signature
from recognition.queries.publishing import asked_not_to_publish


def printable() -> QuerySet[Certificate]:
    """Certificates with all that is printed on them; ``untold`` says that the honoured don't want their story published."""
    return Certificate.objects.select_related(
        "award__decision__cycle__programme__certificate_design",
        "award__decision__entry__person",
        "award__decision__entry__team",
        "award__decision__category",
    ).annotate(untold=asked_not_to_publish("award__"))


def sheet_of(certificate: Certificate) -> Sheet:
    """The words of this certificate."""
    award, decision = certificate.award, certificate.award.decision
    cycle, organisation = decision.cycle, the_organisation()
    design: CertificateDesign | None = getattr(cycle.programme, "certificate_design", None)
    day = localtime(award.announced_at, organisation.zone)
    return Sheet(
        code=certificate.code,
        honour=certificate.honour,
        recipient=decision.entry.nominee_name,
        category=decision.category.title,
        programme=cycle.programme.title,
        cycle=cycle.known_as,
        organisation=organisation.name,
        citation="" if certificate.untold else award.citation,  # type: ignore[attr-defined]  # printable annotates
        date=date_format(day, "l j F Y"),
        year=f"{day.year}",
        accent=cycle.programme.accent,
        orientation=design.orientation if design else "landscape",
        logo=f"upload:{organisation.logo.name}" if organisation.logo else "",
        signatures=_signatures(cycle, design),
    )


def _signatures(cycle: Cycle, design: CertificateDesign | None) -> tuple[Signature, ...]:
    """Who signs: whom the design names, else a manager; and the chair of the panel."""
    signed = []
    if design and design.signed_by:
        picture = f"upload:{design.signature.name}" if design.signature else ""
        signed.append(Signature(design.signed_by, design.signed_as, picture))
    else:
        manager = cycle.programme.managers.order_by("pk").first()
        if manager is not None:
            signed.append(Signature(manager.full_name, _("For the programme")))
    chair = Seat.objects.filter(panel__cycle=cycle, role=SeatRole.CHAIR, left_at=None).select_related("judge").first()
    if chair is not None and chair.judge.full_name not in {one.name for one in signed}:
        signed.append(Signature(chair.judge.full_name, _("Chair of the judging panel")))
    return tuple(signed)
