"""Whose token another system shows."""

import hashlib

from django.db.models import QuerySet

from nominations.models import ApiToken
from programmes.models import Programme


def digest_of(secret: str) -> str:
    """What is kept of a token. It is random and long, so that one plain digest is as good as a slow one."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_by_secret(secret: str) -> ApiToken | None:
    """The token that this text is, unless it has been revoked."""
    tokens = ApiToken.objects.filter(revoked_at=None).select_related("programme")
    return tokens.filter(digest=digest_of(secret)).first()


def tokens_of(programme: Programme) -> QuerySet[ApiToken]:
    """A programme's tokens, the newest first, revoked ones too: their nominations are still here."""
    return ApiToken.objects.filter(programme=programme).select_related("made_by")
