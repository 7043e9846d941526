"""The places of a prepared query: expressions that stand where a value will be."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    Value,
)
from django.db.models.sql.compiler import SQLCompiler
from psycopg.types.numeric import Int8

# What a place may hold, and the field that makes a parameter of it.
FIELDS: dict[type, "type[Field[Any, Any]]"] = {
    int: BigIntegerField,
    str: CharField,
    bool: BooleanField,
    dt.datetime: DateTimeField,
    dt.date: DateField,
}
Kind: TypeAlias = (
    "type | Field[Any, Any]"  # a field by itself where its own making of parameters counts, as with decimals
)
LARGEST = 2**63 - 1  # of a database's integer


class Gap:
    """A parameter that is still to be given; stands in the list of parameters of the kept SQL."""

    def __init__(self, place: "Place") -> None:
        self.place = place

    def filled(self, values: Mapping[str, Any], connection: BaseDatabaseWrapper) -> Any:
        """The parameter, as the database takes it. Raises EmptyResultSet for what no row can have: a number that none can
        hold, no id at all.
        """
        return self.place.parameter(values[self.place.name], connection)


class Place(Value):
    """Where one value will stand, in a filter, an annotation or an update."""

    def __init__(self, name: str, kind: Kind) -> None:
        super().__init__(None, output_field=kind if isinstance(kind, Field) else FIELDS[kind]())
        self.name = name

    def as_sql(  # type: ignore[override]  # the stubs want a tuple; Django's own lookups add to a list
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        """A parameter, and the gap for it."""
        return "%s", [Gap(self)]

    def parameter(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """The value as the database takes it."""
        if isinstance(value, int) and abs(value) > LARGEST:
            raise EmptyResultSet
        made = self.output_field.get_db_prep_value(value, connection=connection)
        # One type for every number, or each size of it would have a plan of its own on the server.
        return Int8(made) if type(made) is int and connection.vendor == "postgresql" else made


class Places(Place):
    """Where any number of ids will stand, for ``…__in``: one parameter, so that the SQL is the same for each number."""

    def __init__(self, name: str) -> None:
        super().__init__(name, int)

    def as_sql(  # type: ignore[override]  # the stubs want a tuple; Django's own lookups add to a list
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        """A table of one column made of the one parameter."""
        if connection.vendor == "postgresql":
            return "(SELECT unnest(%s::bigint[]))", [Gap(self)]
        return "(SELECT value FROM json_each(%s))", [Gap(self)]

    def parameter(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """The ids as an array or, where the database has none, as JSON."""
        ids = [id_ for id_ in value if abs(id_) <= LARGEST]
        if not ids:
            raise EmptyResultSet
        return [Int8(id_) for id_ in ids] if connection.vendor == "postgresql" else json.dumps(ids)
