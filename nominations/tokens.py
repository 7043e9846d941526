"""Signed tokens: a reference can be read by many, the page behind it opens only with the token from the message."""

import time
from datetime import UTC, datetime

from django.core import signing

STATUS = "nominations.status"
CONFIRM = "nominations.confirm"
FORM = "nominations.form"
NAMED = "nominations.named"
ADDRESS = "nominations.address"


def token_for(reference: str, purpose: str) -> str:
    """The token that opens this reference's page for ``purpose`` (STATUS or CONFIRM)."""
    return signing.Signer(salt=purpose).signature(reference)


def opens(reference: str, purpose: str, token: str) -> bool:
    """Whether the token is this reference's for this purpose."""
    try:
        signing.Signer(salt=purpose).unsign(f"{reference}:{token}")
    except signing.BadSignature:
        return False
    return True


def form_opened() -> str:
    """What a form carries to show when it was opened."""
    return signing.TimestampSigner(salt=FORM).sign("opened")


def form_is_ours(token: str) -> bool:
    """Whether this token was made by ``form_opened``."""
    try:
        signing.TimestampSigner(salt=FORM).unsign(token)
    except signing.BadSignature:
        return False
    return True


def form_is_older_than(token: str, seconds: int) -> bool:
    """Whether the form was opened more than so many seconds ago; False for a token that is not ours."""
    opened = form_opened_at(token)
    return opened is not None and time.time() - opened.timestamp() > seconds


def form_opened_at(token: str) -> datetime | None:
    """When the form with this token was opened, to the second; None for a token that is not ours."""
    if not form_is_ours(token):
        return None
    return datetime.fromtimestamp(signing.b62_decode(token.split(":")[1]), tz=UTC)
