import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from audit import request_ids
from audit.digests import content_hash
from audit.models import Record
from audit.queries.version import forget_version
from audit.verbs import VERBS, UnknownVerb

LATE = timedelta(minutes=30)


@dataclass(frozen=True)
class Act:
    """One act before it is written down. ``actor`` is None where the clock acted.

    ``data`` and ``before`` hold ids, codes, numbers and digests, never names or stories. A target names itself by
    ``audit_label``, and its place by ``audit_programme`` and ``audit_cycle`` where it has one; a person's label is an id.
    """

    verb: str
    target: models.Model
    actor: models.Model | None
    data: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    acting_for: models.Model | None = None
    at: datetime | None = None


def record(
    *,
    verb: str,
    target: models.Model,
    actor: models.Model | None,
    data: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    acting_for: models.Model | None = None,
) -> Record:
    """Write one act to the trail, in the transaction of the caller: one INSERT, no lock.

    Raises UnknownVerb for a verb that no room has registered.
    """
    act = Act(verb=verb, target=target, actor=actor, data=data or {}, before=before or {}, acting_for=acting_for)
    row = _row(act)
    row.save(force_insert=True)
    forget_version()
    return row


def record_all(acts: Iterable[Act]) -> int:
    """Write many acts with bulk inserts, for imports and the demo; returns how many."""
    written = Record.objects.bulk_create([_row(act) for act in acts], batch_size=500)
    forget_version()
    return len(written)


def _row(act: Act) -> Record:
    if act.verb not in VERBS:
        raise UnknownVerb(act.verb)
    now = timezone.now()
    # An act of long ago says itself when it was entered; one that does not, verification calls back-dated.
    entered = {"entered_at": now.astimezone(UTC).isoformat()} if act.at and act.at < now - LATE else {}
    row = Record(
        at=act.at or now,
        request_id=request_ids.current(),
        actor_id=act.actor.pk if act.actor else None,
        acting_for_id=act.acting_for.pk if act.acting_for else None,
        verb=act.verb,
        target_type=act.target._meta.label_lower,
        target_id=str(act.target.pk),
        target_label=str(getattr(act.target, "audit_label", f"{act.target._meta.model_name} {act.target.pk}"))[:120],
        programme=str(getattr(act.target, "audit_programme", "")),
        cycle=str(getattr(act.target, "audit_cycle", "")),
        before=_plain(act.before),
        data=_plain({**act.data, **entered}),
    )
    row.content_hash = content_hash(content_of(row))
    return row


def content_of(row: Record) -> dict[str, Any]:
    """A record as it is hashed and exported: plain JSON values, the time in UTC."""
    return {
        "id": row.pk,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "request_id": row.request_id,
        "actor": row.actor_id,
        "acting_for": row.acting_for_id,
        "verb": row.verb,
        "target_type": row.target_type,
        "target_id": row.target_id,
        "target_label": row.target_label,
        "programme": row.programme,
        "cycle": row.cycle,
        "before": row.before,
        "data": row.data,
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the database will give back for these values; it is that which is hashed."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder, allow_nan=False))
    return plain
