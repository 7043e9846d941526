from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotAllowed
from judging.models import Terms
from judging.queries.terms import written_terms
from judging.refusals import ReasonTooShort
from programmes.models import Programme

FEWEST_WORDS = 10


@transaction.atomic
def write_terms(*, programme: Programme | None, text: str, actor: User) -> Terms:
    """New words for the judges of a programme or, with None, of the whole organisation. The same words again change nothing.

    Panels on which somebody has signed keep what was signed. Raises NotAllowed, and ReasonTooShort for hardly any words.
    """
    if not (actor.is_staff if programme is None else actor.has_perm("programmes.manage", programme)):
        raise NotAllowed(_("The managers write their programme’s terms, an administrator those of the organisation."))
    text = text.replace("\r\n", "\n").strip()
    if len(text.split()) < FEWEST_WORDS:
        raise ReasonTooShort(_("Say what a judge promises, in a sentence or two at least."))
    now = written_terms(programme)
    if now is not None and now.text == text:
        return now
    terms = Terms.objects.create(programme=programme, text=text, digest=text_digest(text), written_by=actor)
    audit.record(
        verb="terms.written",
        target=terms,
        actor=actor,
        before={"sha256": now.digest} if now else {},
        data={"sha256": terms.digest},
    )
    return terms
