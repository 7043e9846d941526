from communications.library import Wording, shipped
from communications.models import Template


def wording_of(key: str, programme: str = "") -> Wording:
    """The wording in force for a kind of message: the programme's, else the organisation's, else the shipped one.

    Raises UnknownTemplate for a kind that Laurel does not have.
    """
    base = shipped(key)
    own = Template.objects.filter(key=key, programme__in={"", programme}).order_by("-programme").first()
    if own is None:
        return base
    return Wording(key=key, subject=own.subject, body=own.body, placeholders=base.placeholders)
