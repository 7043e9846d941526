from celery import shared_task

from communications.services import deliver


@shared_task(name="communications.tasks.deliver_message")
def deliver_message(message_id: int) -> None:
    """Deliver one message; without effect where it is sent, not yet due, or in another worker's hands."""
    deliver(message_id)
