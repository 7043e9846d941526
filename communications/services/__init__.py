"""Messages: ``communications.write(...)`` after ``from communications import services as communications``."""

from communications.services.bulk import Letter, write_all
from communications.services.delivery import deliver
from communications.services.direct import keep_direct_mail
from communications.services.retrying import retry
from communications.services.sweeping import sweep
from communications.services.wording import change_wording, restore_wording
from communications.services.writing import write

__all__ = [
    "Letter",
    "change_wording",
    "deliver",
    "keep_direct_mail",
    "restore_wording",
    "retry",
    "sweep",
    "write",
    "write_all",
]
