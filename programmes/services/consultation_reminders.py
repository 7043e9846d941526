"""Remind those who have not answered a consultation: by a manager's hand, and by the clock before it ends.

Who has answered is known by the invitations alone. A reminder leads to the page behind one's own sign-in and makes no new
link, so that nothing of it can be joined to answers; it is written to whoever has not answered when it is written.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import IllegalMove, Refused
from communications import services as communications
from communications.queries.wording import wording_of
from jobs import services as jobs
from programmes.models import Consultation, ConsultationInvitation
from programmes.services.consultations import DIRECTLY, own_page

TEMPLATE = "rules_consultation_reminder"
JOB = "programmes.consultation_reminder"
# So long before the end the clock reminds, unless people were asked or reminded in the meantime.
BEFORE_THE_END = timedelta(days=2)


def unanswered(consultation: Consultation) -> QuerySet[ConsultationInvitation]:
    """Those who were asked, were told, still work here and have not answered."""
    return consultation.invitations.filter(used=False, told=True, person__is_active=True)


@transaction.atomic
def remind_unanswered(*, consultation: Consultation, actor: User | None) -> int:
    """Write to everybody who has not answered, at most once a day; returns how many. ``actor=None`` means the clock.

    Raises IllegalMove for a closed one, Refused where people were reminded today already and where nobody is left.
    """
    if not consultation.is_open or consultation.closes_at <= timezone.now():
        raise IllegalMove(_("This consultation is closed."))
    today = timezone.localdate(timezone=the_organisation().zone)
    waiting = unanswered(consultation).count()
    if not waiting:
        raise Refused(_("Everybody who was asked has answered."))
    claimed = Consultation.objects.filter(pk=consultation.pk, closed_at=None).exclude(reminded_on=today)
    if not claimed.update(reminded_on=today):
        raise Refused(_("They have been reminded today. Once a day is enough."))
    consultation.reminded_on = today
    audit.record(verb="consultation.reminded", target=consultation, actor=actor, data={"reminded": waiting})
    if waiting <= DIRECTLY:
        write_reminders(consultation=consultation, day=today)
    else:
        jobs.enqueue(
            kind=JOB,
            key=f"consultation-reminder:{consultation.pk}:{today.isoformat()}",
            title=_("Reminders about the rules of %(programme)s") % {"programme": consultation.rulebook.programme},
            payload={"consultation": consultation.pk, "day": today.isoformat()},
            asked_by=actor,
        )
    return waiting


def write_reminders(
    *, consultation: Consultation, day: date, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write the reminders of this day to everybody who has not answered by now; returns how many. Safe to run again."""
    if not consultation.is_open:
        return 0
    people = [each.person for each in unanswered(consultation).select_related("person") if each.person is not None]
    words = _words(consultation)
    slug = consultation.rulebook.programme.slug
    with transaction.atomic():
        communications.write_all(
            wording=wording_of(TEMPLATE, slug),
            letters=[
                communications.Letter(
                    to=person,
                    context={**words, "recipient_name": person.short_name},
                    dedupe_key=f"consultation-reminder:{consultation.pk}:{person.pk}:{day.isoformat()}",
                )
                for person in people
            ],
            programme=slug,
        )
    if progress:
        progress(len(people), len(people))
    return len(people)


def remind_due() -> int:
    """Remind of every open consultation that ends within two days, once; returns of how many. A step of the clock.

    One that was opened within these two days is left alone, and so is one whose people were reminded by hand meanwhile.
    """
    now, zone = timezone.now(), the_organisation().zone
    ending = Consultation.objects.filter(closed_at=None, closes_at__gt=now, closes_at__lte=now + BEFORE_THE_END)
    reminded = 0
    for consultation in ending.select_related("rulebook__programme", "opened_by"):
        begins = consultation.closes_at - BEFORE_THE_END
        known = consultation.reminded_on
        if consultation.opened_at >= begins or (known and known >= timezone.localdate(begins, zone)):
            continue
        try:
            remind_unanswered(consultation=consultation, actor=None)
        except Refused:
            continue
        reminded += 1
    return reminded


def _words(consultation: Consultation) -> dict[str, str]:
    organisation, asker = the_organisation(), consultation.opened_by
    closes = timezone.localtime(consultation.closes_at, organisation.zone)
    return {
        "programme_title": consultation.rulebook.programme.title,
        "criteria_count": str(consultation.criteria.count()),
        "how_answers_are_kept": (
            _("Your answers carry your name, and those who manage the programme read them.")
            if consultation.named
            else _("Your answers are anonymous: who answered is never stored with what was answered.")
        ),
        "link": settings.SITE_URL + own_page(consultation),
        "closes_on": date_format(closes, "l j F Y"),
        "signature_name": asker.full_name if asker else organisation.name,
        "organisation_name": organisation.name,
    }
