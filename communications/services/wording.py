from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from communications.library import shipped
from communications.models import Template
from communications.queries.wording import own_wording
from communications.refusals import UnknownPlaceholder
from communications.rendering import placeholders_of


@transaction.atomic
def change_wording(*, key: str, programme: str, subject: str, body: str, actor: User) -> Template:
    """The organisation's own words for a kind of message (or one programme's). Messages already written stay as they are.

    Raises UnknownTemplate, and UnknownPlaceholder naming every placeholder that nothing would fill.
    """
    unknown = sorted(placeholders_of(subject, body) - set(shipped(key).placeholders))
    if unknown:
        words = _("Nothing fills %(names)s here. Use the placeholders that are listed.")
        raise UnknownPlaceholder(words % {"names": ", ".join("{{" + name + "}}" for name in unknown)})
    former = own_wording(key, programme)
    if former and (former.subject, former.body) == (subject, body):
        return former
    before = {"text": text_digest(f"{former.subject}\n{former.body}")} if former else {}
    template, _made = Template.objects.update_or_create(
        key=key, programme=programme, defaults={"subject": subject, "body": body}
    )
    data = {"programme": programme, "text": text_digest(f"{subject}\n{body}")}
    audit.record(verb="wording.changed", target=template, actor=actor, before=before, data=data)
    return template


@transaction.atomic
def restore_wording(*, key: str, programme: str, actor: User) -> None:
    """Go back to the wording that ships with Laurel, or, for a programme, to the organisation's.

    Without effect where that is in force already.
    """
    former = own_wording(key, programme)
    if former is None:
        return
    audit.record(
        verb="wording.restored",
        target=former,
        actor=actor,
        before={"text": text_digest(f"{former.subject}\n{former.body}")},
        data={"programme": programme},
    )
    former.delete()
