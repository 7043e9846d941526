from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import Refused
from programmes.check_points import QUESTION_BY_KEY
from programmes.enums import CheckAnswer
from programmes.models import CheckPoint, Programme


@transaction.atomic
def answer_check_point(*, programme: Programme, key: str, answer: str, note: str, actor: User | None) -> bool:
    """Keep the answer to a question of law and fairness, with how it is met; returns whether that changed.

    Raises Refused for a question or an answer that does not exist, and for "not yet" or "does not apply" without words.
    """
    if key not in QUESTION_BY_KEY or answer not in CheckAnswer.values:
        raise Refused(_("There is no such question or answer: “%(key)s”.") % {"key": key})
    if answer != CheckAnswer.YES and not note.strip():
        raise Refused(_("Say why, or what is still to do: whoever asks later will want to know."))
    stored = CheckPoint.objects.filter(programme=programme, key=key).first()
    if stored is not None and (stored.answer, stored.note) == (answer, note):
        return False
    before = {} if stored is None else {"answer": stored.answer, "note": text_digest(stored.note)}
    CheckPoint.objects.update_or_create(
        programme=programme, key=key, defaults={"answer": answer, "note": note, "by": actor}
    )
    audit.record(
        verb="check_point.answered",
        target=programme,
        actor=actor,
        before={"key": key, **before},
        data={"key": key, "answer": answer, "note": text_digest(note)},
    )
    return True
