from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.html import escape

from accounts.models import User
from communications.library import Wording
from communications.models import Message
from communications.rendering import render
from communications.services.writing import send


@dataclass(frozen=True)
class Letter:
    """One copy of a message to many. ``picture`` is an address on this site whose fetching shows that it was opened;
    ``secret`` is a part of the text that the outbox forgets once it is sent.
    """

    to: User | str
    context: Mapping[str, str]
    dedupe_key: str
    secret: str = ""
    picture: str = ""


@transaction.atomic
def write_all(*, wording: Wording, letters: Sequence[Letter], programme: str = "") -> list[Message]:
    """Put one message a letter into the outbox, in its order, in a fixed number of queries; delivered after commit.

    A letter whose ``dedupe_key`` is known is the message that has it, and is not sent again. Raises MissingPlaceholder.
    """
    keys = [letter.dedupe_key for letter in letters]
    known = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    new = [_message(wording, letter, programme) for letter in letters if letter.dedupe_key not in known]
    Message.objects.bulk_create(new, ignore_conflicts=True)
    written = {message.dedupe_key: message for message in Message.objects.filter(dedupe_key__in=keys)}
    made = [written[message.dedupe_key].pk for message in new]
    transaction.on_commit(lambda: send_all(made))
    return [written[key] for key in keys]


def send_all(message_ids: Sequence[int]) -> None:
    """Tell the workers of each; where the broker is down it is asked once, and the sweep sends them all again."""
    for message_id in message_ids:
        if not send(message_id):
            return


def _message(wording: Wording, letter: Letter, programme: str) -> Message:
    rendered = render(wording, letter.context)
    picture = f'<img src="{escape(letter.picture)}" width="1" height="1" alt="">' if letter.picture else ""
    person = letter.to if isinstance(letter.to, User) else None
    return Message(
        dedupe_key=letter.dedupe_key,
        template_key=wording.key,
        programme=programme,
        to_person=person,
        to_address=person.email if person else str(letter.to).strip(),
        subject=rendered.subject,
        body_text=rendered.text,
        body_html=rendered.html + picture,
        secret=letter.secret,
    )
