from django.db import transaction

from accounts.models import User
from audit import services as audit
from programmes.models import Cycle


@transaction.atomic
def record_export(*, cycle: Cycle, actor: User, file_format: str, rows: int, narrowed_by: list[str]) -> None:
    """Write down that a list of nominations left the house: how long it was and by what it was narrowed, not by which words."""
    data = {"format": file_format, "rows": rows, "narrowed_by": narrowed_by}
    audit.record(verb="nominations.exported", target=cycle, actor=actor, data=data)
