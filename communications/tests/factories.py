import factory
from factory.django import DjangoModelFactory

from communications.models import Message


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    dedupe_key = factory.Sequence(lambda n: f"message {n}")
    template_key = "launch"
    to_address = factory.Sequence(lambda n: f"reader{n}@example.org")
    subject = factory.Sequence(lambda n: f"Subject {n}")
    body_text = "Text"
