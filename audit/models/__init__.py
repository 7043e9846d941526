from audit.models.record import Record
from audit.models.seal import Seal

__all__ = ["Record", "Seal"]
