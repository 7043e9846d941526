"""A number that no row can have finds no row, on every database, however it is asked for.

Forms and addresses take numbers from anybody. Django answers ``pk=`` with nothing where a number is larger than the
database can hold, but a list of keys (``pk__in``, ``team__in``) and a relation (``team=``) reach the database and fail there,
so that a forged tick in a list would be an error of ours instead of a choice that is not there.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import IntegerField
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In


def can_be(value: object, lookup: Any, connection: BaseDatabaseWrapper) -> bool:
    """Whether a row can have this value in the column that a lookup compares; anything but a whole number can be."""
    if not isinstance(value, int):
        return True
    field = lookup.lhs.output_field
    kind = getattr(field, "target_field", field).get_internal_type()
    try:
        low, high = connection.ops.integer_field_range(kind)
    except KeyError:  # not a column of whole numbers
        return True
    return (low is None or low <= value) and (high is None or value <= high)


class _OneOf:
    """Leaves out what no row can have."""

    rhs: Any

    def process_rhs(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        """The values as SQL."""
        if self.rhs_is_direct_value():  # type: ignore[attr-defined]  # a lookup
            self.rhs = [value for value in self.rhs if can_be(value, self, connection)]
        return super().process_rhs(compiler, connection)  # type: ignore[misc]  # of the lookup


@IntegerField.register_lookup
class WholeNumberIn(_OneOf, In):
    """``in`` for columns of whole numbers."""


@ForeignObject.register_lookup
class RelatedWholeNumberIn(_OneOf, RelatedIn):
    """``in`` for relations."""


@ForeignObject.register_lookup
class RelatedWholeNumberExact(RelatedExact):
    """``exact`` for relations."""

    def process_rhs(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        """The value as SQL. Raises EmptyResultSet for one that no row can have."""
        if not can_be(self.rhs, self, connection):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)
