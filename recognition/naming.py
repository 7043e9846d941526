"""Names of certificate files that a person can read."""

from django.utils.text import slugify

from recognition.models import Certificate


def file_name(certificate: Certificate) -> str:
    """Category, place, name and reference: ``service-star_1_siân-ó-súilleabháin_E-00012.pdf``."""
    decision = certificate.award.decision
    name = slugify(decision.entry.nominee_name, allow_unicode=True)[:80]
    return f"{decision.category.code}_{decision.place}_{name}_{decision.entry.reference}.pdf"
