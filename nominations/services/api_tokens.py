"""Tokens with which other systems send nominations: made and revoked by a manager, shown once."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import StaleState
from nominations.models import ApiToken
from nominations.queries.api_tokens import digest_of
from programmes.models import Programme

PREFIX = "laurel_"
SHOWN = 12
A_MINUTE = timedelta(minutes=1)


@transaction.atomic
def make_token(*, programme: Programme, label: str, vouches: bool, actor: User) -> tuple[ApiToken, str]:
    """A new token and its text, which nobody can read again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        programme=programme,
        label=label,
        digest=digest_of(secret),
        begins=secret[:SHOWN],
        vouches=vouches,
        made_by=actor,
    )
    audit.record(verb="api_token.made", target=token, actor=actor, data={"vouches": vouches})
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: User) -> ApiToken:
    """From now on nothing comes in with it. Raises StaleState where that was so already."""
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        raise StaleState(_("This token has been revoked already."))
    token.refresh_from_db()
    audit.record(verb="api_token.revoked", target=token, actor=actor)
    return token


def note_use(token: ApiToken) -> None:
    """Remember when it was used last, to the minute: a busy system would write this row all the time."""
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - A_MINUTE)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
