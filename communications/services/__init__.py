"""Messages: ``communications.write(...)`` after ``from communications import services as communications``."""

from communications.services.delivery import deliver
from communications.services.sweeping import sweep
from communications.services.writing import write

__all__ = ["deliver", "sweep", "write"]
