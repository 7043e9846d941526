"""The link in an invitation. It shows who asks for what; the panel itself opens with the code sent to the judge's address."""

from django.core import signing
from django.urls import reverse

SALT = "judging.invitation"


def token_of(seat_id: int) -> str:
    """What stands in the link of this seat's invitation."""
    return signing.Signer(salt=SALT).sign(str(seat_id))


def seat_in(token: str) -> int | None:
    """The seat that a link is about; None where it is not ours."""
    try:
        return int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def address_of(seat_id: int, *, outside: bool) -> str:
    """Where an invited judge begins: with a code where they have no account of their own, else with the terms."""
    return reverse("judging:invited", args=[token_of(seat_id)]) if outside else reverse("judging:terms", args=[seat_id])
