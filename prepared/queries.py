"""Keeping the SQL of a queryset, and asking with it."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import ROW_COUNT

from prepared.connections import keeping_plans
from prepared.places import Gap, Kind, Place, Places

Row = TypeVar("Row")
KEPT: list["_Kept"] = []  # every prepared query there is, for the test that each still says what its queryset says


@dataclass(frozen=True)
class Compiled:
    """What is kept of a query: the queryset that it was made of, and the compiler with the SQL and parameters that it gave."""

    rows: Any
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]


class _Kept:
    """What both kinds share: the places, and the query once it is compiled."""

    def __init__(self, made: Callable[..., Any], places: dict[str, Kind]) -> None:
        self.made = made
        self.__doc__ = made.__doc__
        self.places = {
            name: Places(name) if kind is list else Place(name, kind)  # the ids of an ``…__in``
            for name, kind in places.items()
        }
        self._compiled: Compiled | None = None
        KEPT.append(self)

    def compiled(self) -> Compiled:
        """The query, made and compiled anew."""
        raise NotImplementedError

    def _asked(self, values: dict[str, Any]) -> tuple[Any, SQLCompiler]:
        """The kept queryset, and a compiler for this one execution, which has its SQL already and its gaps filled."""
        if values.keys() != self.places.keys():
            raise TypeError(f"{self.made.__qualname__} is asked with {sorted(values)}, not {sorted(self.places)}")
        kept = self._compiled = self._compiled or self.compiled()
        connection = connections[DEFAULT_DB_ALIAS]
        compiler = copy(kept.compiler)  # of this thread alone, as its connection is
        compiler.connection = keeping_plans(connection)

        def as_sql(*_args: object, **_options: object) -> tuple[str, tuple[Any, ...]]:
            return kept.sql, tuple(
                [given.filled(values, connection) if isinstance(given, Gap) else given for given in kept.parameters]
            )

        compiler.as_sql = as_sql  # type: ignore[method-assign]  # on this copy alone
        return kept.rows, compiler


class Prepared(_Kept, Generic[Row]):
    """Rows of a queryset whose SQL is kept; see ``prepared``."""

    def compiled(self) -> Compiled:
        """The queryset, made and compiled anew."""
        rows = self.made(**self.places)
        return _compiled(rows, rows.query)

    def __call__(self, **values: Any) -> list[Row]:
        """The rows, read now. A value for each place, by name; ids where the place is of a model's key."""
        kept, compiler = self._asked(values)
        query = copy(kept.query)
        query.get_compiler = lambda *_args, **_options: compiler  # on this copy alone
        asked = object.__new__(type(kept))  # a copy of a queryset would read it
        asked.__dict__ = {**kept.__dict__, "_query": query}
        rows: list[Row] = list(kept._iterable_class(asked))
        if kept._prefetch_related_lookups:
            prefetch_related_objects(rows, *kept._prefetch_related_lookups)  # type: ignore[type-var]  # rows of a model
        return rows

    def first(self, **values: Any) -> Row | None:
        """The first of the rows, or None."""
        rows = self(**values)
        return rows[0] if rows else None


class PreparedUpdate(_Kept):
    """An update whose SQL is kept; see ``prepared_update``."""

    def compiled(self) -> Compiled:
        """The update, made and compiled anew."""
        rows, changes = self.made(**self.places)
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        return _compiled(rows, query)

    def __call__(self, **values: Any) -> int:
        """How many rows were changed. A value for each place, by name."""
        compiler: Any = self._asked(values)[1]  # the stubs know no update
        changed: int = compiler.execute_sql(ROW_COUNT)
        return changed


def _compiled(rows: Any, query: Any) -> Compiled:
    compiler = query.get_compiler(using=DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    return Compiled(rows, compiler, sql, tuple(parameters))


def prepared(**places: Kind) -> Callable[[Callable[..., QuerySet[Any, Row]]], Prepared[Row]]:
    """Keep the SQL of the queryset that the decorated function makes. ``places`` are its arguments and what each will hold.

    The function is called once a process, with a place for each argument; it may filter and annotate by it as by a value
    (``list`` stands for the ids of an ``…__in``). What it reads besides (the time, the language, a setting) would stay as
    it was at that call: give it a place. A place stands in a condition that has to hold: a number that no row can have, or
    no id at all, finds nothing and asks nobody; so does None, after asking. Calling the result reads the rows, with
    prefetched ones; nothing is remembered from call to call.
    """
    return lambda made: Prepared(made, places)


def prepared_update(**places: Kind) -> Callable[[Callable[..., tuple[QuerySet[Any], dict[str, Any]]]], PreparedUpdate]:
    """The same for an update: the function gives the rows and the changes, by field, as ``update`` takes them."""
    return lambda made: PreparedUpdate(made, places)
