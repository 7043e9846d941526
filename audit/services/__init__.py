"""Writing the trail: ``audit.record(...)`` after ``from audit import services as audit``."""

from audit.services.exporting import export_lines, export_trail, record_export, verifier_text
from audit.services.recording import Act, record, record_all
from audit.services.sealing import seal_records

__all__ = [
    "Act",
    "export_lines",
    "export_trail",
    "record",
    "record_all",
    "record_export",
    "seal_records",
    "verifier_text",
]
