"""Which terms a judge is asked to sign, and whether they have."""

from dataclasses import dataclass

from audit.digests import text_digest
from judging.models import Seat, Terms
from judging.terms_text import shipped_terms
from programmes.models import Cycle, Programme


@dataclass(frozen=True)
class InForce:
    """The words that hold; ``row`` is None for those that ship with Laurel until somebody signs them."""

    text: str
    digest: str
    row: Terms | None

    @property
    def version(self) -> str:
        """The digest's beginning, by which people tell versions apart."""
        return self.digest[:8]


def written_terms(programme: Programme | None) -> Terms | None:
    """The newest that somebody wrote for this programme, or (None) for the whole organisation."""
    return Terms.objects.filter(programme=programme, written_by__isnull=False).first()


def terms_for(cycle: Cycle) -> InForce:
    """What the judges of a cycle sign: what the first of its panel signed, so that all sign the same; before that, the
    programme's newest words, the organisation's, or those that ship.
    """
    signed = Seat.objects.filter(panel__cycle=cycle, terms__isnull=False).order_by("signed_at").select_related("terms")
    first = signed.first()
    row = (first.terms if first else None) or written_terms(cycle.programme) or written_terms(None)
    if row is not None:
        return InForce(row.text, row.digest, row)
    text = shipped_terms()
    return InForce(text, text_digest(text), None)


def is_asked(seat: Seat) -> bool:
    """Whether the person has still to answer the invitation to this seat."""
    return seat.signed_at is None and seat.left_at is None
