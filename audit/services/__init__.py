"""Writing the trail: ``audit.record(...)`` after ``from audit import services as audit``."""

from audit.services.recording import Act, record, record_all
from audit.services.sealing import seal_records

__all__ = ["Act", "record", "record_all", "seal_records"]
