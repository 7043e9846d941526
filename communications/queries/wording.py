from dataclasses import dataclass

from django.db.models import Q, QuerySet

from communications.library import Wording, keys, shipped
from communications.models import Template
from communications.occasions import Occasion, occasion_of, place_of
from communications.rendering import in_words
from prepared import Place, prepared


@dataclass(frozen=True)
class Kind:
    """One kind of message: its wording in force, whose it is, and for which programmes it differs."""

    wording: Wording
    changed: bool
    programmes: list[str]

    @property
    def occasion(self) -> Occasion:
        """What it is called, and when it is sent."""
        return occasion_of(self.wording.key)

    @property
    def subject(self) -> str:
        """Its subject, the placeholders in words."""
        return in_words(self.wording.subject)


def wording_of(key: str, programme: str = "") -> Wording:
    """The wording in force for a kind of message: the programme's, else the organisation's, else the shipped one.

    Raises UnknownTemplate for a kind that Laurel does not have.
    """
    base = shipped(key)
    own = _changed.first(key=key, programme=programme)
    if own is None:
        return base
    return Wording(key=key, subject=own.subject, body=own.body, placeholders=base.placeholders)


@prepared(key=str, programme=str)
def _changed(key: Place, programme: Place) -> QuerySet[Template]:
    return Template.objects.filter(Q(programme="") | Q(programme=programme), key=key).order_by("-programme")[:1]


def own_wording(key: str, programme: str) -> Template | None:
    """What the organisation (or exactly this programme) has put in place of the shipped wording; None for nothing."""
    return Template.objects.filter(key=key, programme=programme).first()


def kinds() -> list[Kind]:
    """Every kind of message with its wording in force, by the life of a programme; one query."""
    own: dict[str, dict[str, Template]] = {}
    for template in Template.objects.all():
        own.setdefault(template.key, {})[template.programme] = template
    return [_kind(shipped(key), own.get(key, {})) for key in sorted(keys(), key=place_of)]


def _kind(base: Wording, own: dict[str, Template]) -> Kind:
    ours = own.get("")
    wording = Wording(base.key, ours.subject, ours.body, base.placeholders) if ours else base
    return Kind(wording=wording, changed=ours is not None, programmes=sorted(slug for slug in own if slug))
