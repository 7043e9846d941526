from dataclasses import dataclass

from communications.library import Wording, keys, shipped
from communications.models import Template


@dataclass(frozen=True)
class Kind:
    """One kind of message: its wording in force, whose it is, and for which programmes it differs."""

    wording: Wording
    changed: bool
    programmes: list[str]


def wording_of(key: str, programme: str = "") -> Wording:
    """The wording in force for a kind of message: the programme's, else the organisation's, else the shipped one.

    Raises UnknownTemplate for a kind that Laurel does not have.
    """
    base = shipped(key)
    own = Template.objects.filter(key=key, programme__in={"", programme}).order_by("-programme").first()
    if own is None:
        return base
    return Wording(key=key, subject=own.subject, body=own.body, placeholders=base.placeholders)


def own_wording(key: str, programme: str) -> Template | None:
    """What the organisation (or exactly this programme) has put in place of the shipped wording; None for nothing."""
    return Template.objects.filter(key=key, programme=programme).first()


def kinds() -> list[Kind]:
    """Every kind of message with its wording in force, in one query."""
    own: dict[str, dict[str, Template]] = {}
    for template in Template.objects.all():
        own.setdefault(template.key, {})[template.programme] = template
    return [_kind(shipped(key), own.get(key, {})) for key in keys()]


def _kind(base: Wording, own: dict[str, Template]) -> Kind:
    ours = own.get("")
    wording = Wording(base.key, ours.subject, ours.body, base.placeholders) if ours else base
    return Kind(wording=wording, changed=ours is not None, programmes=sorted(slug for slug in own if slug))
