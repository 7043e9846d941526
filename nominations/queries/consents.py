"""What people agreed to with nominations: what holds now, and the record of what was given and taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from nominations.consents import WORDINGS, Wording
from nominations.enums import CONSENT_FIELDS, ConsentPurpose, ConsentRoute
from nominations.models import Consent, Nomination
from nominations.queries.nominations import about
from programmes.models import Cycle

_SPOKEN = Consent.objects.filter(nomination=OuterRef("pk"), purpose=ConsentPurpose.CONTACT)


@dataclass(frozen=True)
class Standing:
    """One thing that a nominator was asked: in which words, whether it holds, and since when (None where it never held)."""

    purpose: str
    label: Any
    hint: Any
    holds: bool
    since: datetime | None


def may_be_asked(nomination: Nomination) -> bool:
    """Whether its nominator may be asked about the story: they agreed, or nobody has put that question to them, as on paper.

    One query at most, and only for the latter.
    """
    if nomination.may_contact:
        return True
    spoken: bool | None = getattr(nomination, "spoke_of_contact", None)  # said by the query that found it
    if spoken is None and not nomination.consent_wording:
        spoken = nomination.consents.filter(purpose=ConsentPurpose.CONTACT).exists()
    return not nomination.consent_wording and not spoken


def with_contact(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With ``spoke_of_contact``, so that ``may_be_asked`` needs no query."""
    return nominations.annotate(spoke_of_contact=Exists(_SPOKEN))


def not_to_be_asked() -> Q:
    """The same as a condition on nominations: those whose nominators did not agree, or have taken it back."""
    return Q(may_contact=False) & Q(~Q(consent_wording="") | Q(Exists(_SPOKEN)))


def standing_of_consents(nomination: Nomination, wording: Wording) -> list[Standing]:
    """What its nominator was or can be asked, in this wording, and what holds; one query."""
    last = dict(nomination.consents.order_by("pk").values_list("purpose", "at"))  # the newest word on each
    return [
        Standing(
            purpose=purpose,
            label=wording.asks[field][0],
            hint=wording.asks[field][1],
            holds=bool(getattr(nomination, field)),
            since=last.get(purpose),
        )
        for purpose, field in CONSENT_FIELDS.items()
        if field in wording.asks
    ]


def words_of(purpose: str, version: str) -> str:
    """What was read and agreed to; "" where the words were not ours."""
    wording = WORDINGS.get(version)
    if wording is None:
        return ""
    if purpose == ConsentPurpose.HELD:
        return str(wording.use)
    label, hint = wording.asks.get(CONSENT_FIELDS.get(purpose, ""), ("", ""))
    return f"{label}. {hint}." if label else ""


def record_of(cycle: Cycle, user: User) -> QuerySet[Consent]:
    """Every consent that was given in a cycle, the newest first, with when and how it was taken back (``back_at``,
    ``back_route``); nothing about ``user`` themselves, who may be one of those named.
    """
    back = Consent.objects.filter(
        Q(nomination=OuterRef("nomination")) | Q(notice=OuterRef("notice")),
        purpose=OuterRef("purpose"),
        turn=OuterRef("turn"),
        given=False,
    ).order_by("pk")
    concerned = Q(nomination__in=cycle.nominations.filter(about(user)).values("pk")) | Q(notice__person=user)
    return (
        Consent.objects.filter(cycle=cycle, given=True)
        .exclude(pk__in=Consent.objects.filter(concerned, cycle=cycle).values("pk"))
        .select_related("nomination__nominator", "notice__person")
        .annotate(back_at=Subquery(back.values("at")[:1]), back_route=Subquery(back.values("route")[:1]))
        .order_by("-at", "-pk")
    )


def history_of(consents: QuerySet[Consent]) -> list[dict[str, str]]:
    """Words of somebody's own, for a copy of their data: what, in which words, given or taken back, when and how."""
    return [
        {
            "what": str(ConsentPurpose(one.purpose).label),
            "words": words_of(one.purpose, one.wording),
            "wording": one.wording,
            "given": "yes" if one.given else "taken back",
            "at": one.at.isoformat(),
            "came_by": str(ConsentRoute(one.route).label),
        }
        for one in consents.order_by("pk")
    ]
