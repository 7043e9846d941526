from datetime import UTC

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.digests import leaf, merkle_root, seal_hash
from audit.models import Record, Seal
from audit.refusals import StaleState

BATCH = 500


def seal_records() -> int:
    """Close all records that no seal holds yet, batch by batch; returns how many were sealed.

    Safe beside another clock: both would make the seal of the same number, one of them fails and leaves it to the other.
    """
    sealed = 0
    while True:
        try:
            count = _seal_batch()
        except (IntegrityError, StaleState):
            return sealed
        sealed += count
        if count < BATCH:
            return sealed


@transaction.atomic
def _seal_batch() -> int:
    open_records = list(Record.objects.filter(seal=None).order_by("pk").values_list("pk", "content_hash")[:BATCH])
    if not open_records:
        return 0
    last = Seal.objects.order_by("-number").first()
    now = timezone.now()
    seal = Seal(
        number=last.number + 1 if last else 1,
        at=now,
        count=len(open_records),
        first_record=open_records[0][0],
        last_record=open_records[-1][0],
        root=merkle_root([leaf(pk, digest) for pk, digest in open_records]),
        previous=last.hash if last else "",
    )
    seal.hash = hash_of(seal)
    seal.save(force_insert=True)
    ids = [pk for pk, _ in open_records]
    if Record.objects.filter(pk__in=ids, seal=None).update(seal=seal) != len(ids):
        raise StaleState("another clock sealed some of these records")
    return len(ids)


def hash_of(seal: Seal) -> str:
    """The hash that this seal's content gives; equal to ``seal.hash`` unless somebody changed it."""
    return seal_hash(
        number=seal.number,
        at=seal.at.astimezone(UTC).isoformat(timespec="microseconds"),
        count=seal.count,
        first=seal.first_record,
        last=seal.last_record,
        root=seal.root,
        previous=seal.previous,
    )
