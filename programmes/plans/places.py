"""Values out of a document, place by place: each is checked for its type, and what is wrong is noted with its line."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import yaml

from intake.problems import Problem
from programmes.plans.documents import PlaceProblem

T = TypeVar("T")
CODE = re.compile(r"[-a-zA-Z0-9_]+\Z")
TAG = "tag:yaml.org,2002:"
# What an amount of money may be, for ``number``.
MONEY = (Decimal(0), Decimal("99999999.99"), 2)


class Place:
    """One node of a document, where it stands, and the list to which every problem is added.

    Readers return a harmless value where something is wrong, so that one run names every problem.
    """

    def __init__(self, node: yaml.Node, path: str, problems: list[Problem]) -> None:
        self.node = node
        self.path = path
        self.problems = problems

    @property
    def line(self) -> int:
        return self.node.start_mark.line + 1

    def wrong(self, message: str) -> None:
        """Note what is wrong here."""
        self.problems.append(PlaceProblem(self.line, self.path, message))

    def is_null(self) -> bool:
        return self.node.tag == TAG + "null"

    def keys(self, *, required: Collection[str] = (), optional: Collection[str] = ()) -> dict[str, "Place"]:
        """The places of a mapping by key; unknown, doubled and missing keys are noted."""
        found: dict[str, Place] = {}
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong("must be a group of “key: value” lines")
            return found
        for key, value in self.node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            place = Place(value, f"{self.path}.{name}" if self.path else name, self.problems)
            if name in found:
                place.wrong("stands twice")
            elif required and name not in {*required, *optional}:
                place.wrong(f"is no key that is read here ({', '.join([*required, *optional])})")
            else:
                found[name] = place
        for name in required:
            if name not in found:
                self.problems.append(
                    PlaceProblem(self.line, f"{self.path}.{name}" if self.path else name, "is missing")
                )
        return {name: place for name, place in found.items() if name in required or not place.is_null()}

    def items(self) -> list["Place"]:
        """The places of a list, numbered from 1."""
        if self.is_null():
            return []
        if not isinstance(self.node, yaml.SequenceNode):
            self.wrong("must be a list")
            return []
        return [Place(node, f"{self.path}[{n}]", self.problems) for n, node in enumerate(self.node.value, start=1)]

    def each(self, read: Callable[["Place"], T]) -> tuple[T, ...]:
        """Every item of a list, read; items that are wrong are left out (and noted)."""
        result = []
        for place in self.items():
            before = len(self.problems)
            value = read(place)
            if len(self.problems) == before:
                result.append(value)
        return tuple(result)

    def text(self, longest: int = 5000, *, blank: bool = False) -> str:
        """Words; numbers and dates are taken as they are written."""
        if not isinstance(self.node, yaml.ScalarNode) or self.is_null():
            self.wrong("must be text")
            return ""
        value = str(self.node.value).strip()
        if not value and not blank:
            self.wrong("must not be empty")
        if len(value) > longest:
            self.wrong(f"is {len(value)} characters long; at most {longest} are kept")
        if "\x00" in value:
            self.wrong("holds a NUL character")
        return value

    def code(self, longest: int = 30) -> str:
        """A short name of letters, digits, hyphens and underscores."""
        value = self.text(longest)
        if value and not CODE.match(value):
            self.wrong(f"“{value}” may hold only letters without accents, digits, hyphens and underscores")
        return value

    def choice(self, values: Collection[str]) -> str:
        """One of a few words."""
        value = self.text(60)
        if value not in values:
            self.wrong(f"“{value}” is none of: {', '.join(values)}")
        return value

    def whole(self, lowest: int, highest: int) -> int:
        """A whole number within bounds."""
        if self.node.tag != TAG + "int" or not re.fullmatch(r"[-+]?[0-9]+", str(self.node.value)):
            self.wrong("must be a whole number")
            return lowest
        # Twelve digits hold every bound here, and Python refuses to read numbers of thousands of digits.
        value = int(str(self.node.value)[:12])
        if not lowest <= value <= highest or len(str(self.node.value)) > 12:
            self.wrong(f"must be between {lowest} and {highest}")
            return lowest
        return value

    def number(self, lowest: Decimal, highest: Decimal, decimals: int) -> Decimal:
        """A number within bounds, as it is written, with at most so many decimals."""
        if self.node.tag not in (TAG + "int", TAG + "float"):
            self.wrong("must be a number")
            return lowest
        try:
            value = Decimal(str(self.node.value))
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            self.wrong("must be a plain number")
            return lowest
        if not lowest <= value <= highest:
            self.wrong(f"must be between {lowest} and {highest}")
            return lowest
        if value != round(value, decimals):
            self.wrong(f"may have at most {decimals} decimals")
        return value

    def flag(self) -> bool:
        """True or false."""
        if self.node.tag != TAG + "bool":
            self.wrong("must be true or false")
            return False
        return str(self.node.value).lower() in {"true", "yes", "on"}

    def day(self) -> date:
        """A date such as 2027-03-31."""
        try:
            return date.fromisoformat(self.text(10))
        except ValueError:
            self.wrong("must be a date such as 2027-03-31")
            return date(2000, 1, 1)


def optional(places: Mapping[str, Place], key: str, read: Callable[[Place], T], default: T) -> T:
    """What ``read`` finds under ``key``, or the default where the key is left out."""
    return read(places[key]) if key in places else default
