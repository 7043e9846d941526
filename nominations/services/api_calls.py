"""A nomination that another system sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nominations.enums import Medium
from nominations.models import ApiCall, ApiToken, Nomination
from nominations.refusals import KeyReused
from nominations.services.answers import Answers
from nominations.services.api_tokens import note_use
from nominations.services.members import Contribution
from nominations.services.stories import Story
from nominations.services.submitting import Customer, submit_public
from programmes.models import Category, Cycle

MOST_AT_ONCE = 1000


@dataclass(frozen=True)
class Sending:
    """What another system sends: who is named, by whom, for what, the story, what its nominator agreed to (by the
    fields of Nomination) and answered.
    """

    category: Category
    nominee_name: str
    hint: str
    customer: Customer
    story: Story
    consents: Mapping[str, Any] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    language: str = ""
    channel: str = ""
    members: Sequence[Contribution] = ()


def submit_by_system(
    *, token: ApiToken, cycle: Cycle, sending: Sending, key: str = "", digest: str = ""
) -> tuple[Nomination, bool]:
    """Take a nomination as the public form does, and say whether it had come before under the same ``key``.

    ``digest`` is of what was sent: another content under a known key raises KeyReused. Of two that come at once, the
    constraint lets one in, and the other gets the same nomination. Raises as ``submit_public`` does.
    """
    note_use(token)
    if not key:
        return _submit(token, cycle, sending, digest), False
    earlier = taken_before(token, key, digest)
    if earlier is not None:
        return earlier, True
    try:
        with transaction.atomic():
            call = ApiCall.objects.create(programme=token.programme, key=key, digest=digest)
            nomination = _submit(token, cycle, sending, digest)
            ApiCall.objects.filter(pk=call.pk).update(nomination=nomination)
    except IntegrityError:
        earlier = taken_before(token, key, digest)
        if earlier is None:  # it was not the key
            raise
        return earlier, True
    return nomination, False


def forget_old_keys() -> int:
    """Forget keys that came more than IDEMPOTENCY_KEYS_DAYS ago; returns how many. A step of the clock.

    Whoever sends again does so within hours. A row holds a digest of what was sent, which is not kept longer than needed.
    """
    long_ago = timezone.now() - timedelta(days=settings.IDEMPOTENCY_KEYS_DAYS)
    old = ApiCall.objects.filter(at__lt=long_ago).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE]
    return ApiCall.objects.filter(pk__in=list(old)).delete()[0]


def _submit(token: ApiToken, cycle: Cycle, sending: Sending, digest: str) -> Nomination:
    return submit_public(
        cycle=cycle,
        category=sending.category,
        nominee_name=sending.nominee_name,
        hint=sending.hint,
        customer=sending.customer,
        story=sending.story,
        members=sending.members,
        answers=sending.answers,
        **sending.consents,
        language=sending.language,
        channel=sending.channel,
        medium=Medium.SYSTEM,
        vouched=token.vouches,
        once="" if token.vouches else digest,
    )


def taken_before(token: ApiToken, key: str, digest: str) -> Nomination | None:
    """What was taken under this key already, whether or not the window is still open. Raises KeyReused for another content."""
    if not key:
        return None
    call = ApiCall.objects.select_related("nomination").filter(programme=token.programme_id, key=key).first()
    if call is None:
        return None
    if call.digest != digest:
        raise KeyReused(_("This Idempotency-Key was used before, for another nomination."))
    return call.nomination
