"""Querysets that are turned into SQL once a process and then asked with other values each time.

Django builds and compiles a queryset anew at each request: on the pages that a panel opens all day that was two thirds of
the time the server computed. What stands here is only how to keep the SQL; which rows are wanted is still said by the
querysets of the rooms.
"""

from prepared.places import Place, Places
from prepared.queries import Prepared, PreparedUpdate, prepared, prepared_update

__all__ = ["Place", "Places", "Prepared", "PreparedUpdate", "prepared", "prepared_update"]
