"""Tell people whom somebody else named what is held of them and why, within a month; and take what they ask for then."""

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotAllowed, NotReady
from communications import services as communications
from nominations.models import LaterNotice, Notice
from nominations.queries.named import due_to_tell, still_to_tell
from nominations.services.consenting import write_wish
from nominations.services.letters import signature_of
from nominations.tokens import NAMED, token_for
from programmes.enums import Stage
from programmes.models import Cycle

MOST_AT_ONCE = 500


def tell_nominees() -> int:
    """Tell everybody who was named long enough ago and whom no manager put off; returns how many. A step of the clock."""
    due = due_to_tell(timezone.now())[:MOST_AT_ONCE]
    cycles = Cycle.objects.select_related("programme").in_bulk({cycle for cycle, _person in due})
    people = User.objects.in_bulk({person for _cycle, person in due})
    return sum(_tell(cycles[cycle], people[person]) for cycle, person in due)


@transaction.atomic
def tell_everybody(cycle: Cycle, *, at: datetime) -> None:
    """Tell all nominees of a cycle who have not been told, not before ``at``: at the announcement at the latest."""
    for person in User.objects.filter(pk__in=still_to_tell(cycle)).order_by("pk"):
        _tell(cycle, person, at)


@transaction.atomic
def tell_later(*, cycle: Cycle, until: date, reason: str, actor: User) -> LaterNotice:
    """Put telling the nominees off, such as for the surprise, to a day that is named; at the latest that of the announcement.

    Raises NotAllowed, or NotReady without a reason, for a day that has passed or one after the announcement.
    """
    _require_right(actor, cycle)
    latest = timezone.localtime(cycle.announce_at).date()
    if not reason.strip():
        raise NotReady(_("Say why they are not told within the month: whoever is asked later reads these words."))
    if cycle.has_reached(Stage.ANNOUNCED) or until > latest:
        raise NotReady(_("Nominees are told at the announcement at the latest. Choose a day until then."))
    if until < timezone.localdate():
        raise NotReady(_("This day has passed. Choose one that is still to come."))
    later, _made = LaterNotice.objects.update_or_create(
        cycle=cycle, defaults={"until": until, "reason": reason.strip(), "decided_by": actor}
    )
    data = {"until": until.isoformat(), "reason": text_digest(later.reason)}
    audit.record(verb="nominees.put_off", target=cycle, actor=actor, data=data)
    return later


@transaction.atomic
def tell_in_time(*, cycle: Cycle, actor: User) -> None:
    """Take such a decision back: nominees are told within the month. Raises NotAllowed; nothing happens where there is none."""
    _require_right(actor, cycle)
    deleted, _models = LaterNotice.objects.filter(cycle=cycle).delete()
    if deleted:
        audit.record(verb="nominees.in_time", target=cycle, actor=actor)


@transaction.atomic
def ask_not_to_publish(*, notice: Notice, wish: bool) -> Notice:
    """What a nominee asks of their own story: that it is not published (``wish``), or that it may be after all.

    The signed link or their own account has shown that it is them. Asking the same twice changes nothing.
    """
    other = Notice.objects.filter(pk=notice.pk, unpublished_at__isnull=wish)
    if other.update(unpublished_at=timezone.now() if wish else None):
        verb = "nominee.asked_not_to_publish" if wish else "nominee.lets_publish"
        audit.record(verb=verb, target=notice, actor=None)
        write_wish(notice, wish=wish)
    notice.refresh_from_db(fields=["unpublished_at"])
    return notice


def notice_address(notice: Notice) -> tuple[str, str]:
    """The address of a nominee's page with its token, and the token alone."""
    token = token_for(str(notice.pk), NAMED)
    return f"{settings.SITE_URL}{reverse('nominations:named', args=[notice.pk])}?token={token}", token


def _tell(cycle: Cycle, person: User, at: datetime | None = None) -> bool:
    """The row decides between two clocks."""
    when = max(at or timezone.now(), timezone.now())
    try:
        with transaction.atomic():
            notice = Notice.objects.create(cycle=cycle, person=person, told_at=when)
            audit.record(verb="nominee.told", target=notice, actor=None)
            _write(notice)
    except IntegrityError:
        return False
    return True


def _write(notice: Notice) -> None:
    cycle, person, organisation = notice.cycle, notice.person, the_organisation()
    link, token = notice_address(notice)
    communications.write(
        template="nominee_told",
        to=person,
        context={
            "recipient_name": person.short_name,
            "programme_title": cycle.programme.title,
            "cycle_name": cycle.known_as,
            "months": str(organisation.retention_months),
            "link": link,
            "signature_name": signature_of(cycle.programme),
            "organisation_name": organisation.name,
        },
        dedupe_key=f"nominee_told:{notice.pk}",
        programme=cycle.programme.slug,
        secret=token,
        send_after=notice.told_at,
    )


def _require_right(actor: User, cycle: Cycle) -> None:
    if not actor.has_perm("programmes.manage_cycle", cycle):
        raise NotAllowed(_("%(email)s does not manage %(cycle)s.") % {"email": actor.email, "cycle": cycle.label})
