"""Signed links with which a nominator or nominee asks for a review of process, from a page that proved who they are."""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

SALT = "judging.review"


@dataclass(frozen=True)
class Asker:
    """What a link says: whose nomination it is, or which nominee (by the entry and the person) asks."""

    nomination: int | None = None
    entry: int | None = None
    person: int | None = None


def address_for(asker: Asker) -> str:
    """The page on which this asker can ask."""
    token = signing.dumps([asker.nomination, asker.entry, asker.person], salt=SALT)
    return reverse("judging:ask_review", args=[token])


def asker_of(token: str) -> Asker | None:
    """Who may ask with this link; None where it is not ours."""
    try:
        return Asker(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None
