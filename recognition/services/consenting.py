from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from recognition.models import Award
from recognition.refusals import NotYours
from recognition.rules import may_consent


@transaction.atomic
def give_consent(*, award: Award, actor: User, named: bool) -> Award:
    """Say whether the honoured may be named in public; can be changed at any time. Raises NotYours for anybody else."""
    if not may_consent(actor, award):
        raise NotYours(_("Only the person who is honoured, or the leader of the team, decides this."))
    before, answered = award.consent, award.consent_at is not None
    award.consent, award.consent_at = named, timezone.now()
    award.save(update_fields=["consent", "consent_at"])
    if named != before or not answered:
        verb = "award.consent_given" if named else "award.consent_withdrawn"
        audit.record(verb=verb, target=award, actor=actor, before={"consent": before}, data={"consent": named})
    return award
