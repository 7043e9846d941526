"""Times and JSON as the database keeps them. SQLite keeps both as text, and several texts give one value (a space that became
a T, an é that became É in its escape); PostgreSQL keeps the value itself.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import F, Func, TextField


def stored(*columns: str) -> dict[str, Func]:
    """For ``annotate``: the text of these columns as SQLite quotes it, under ``stored_`` and their names; nothing elsewhere."""
    if connection.vendor != "sqlite":
        return {}
    return {f"stored_{name}": Func(F(name), function="quote", output_field=TextField()) for name in columns}


def as_written(row: Mapping[str, Any], column: str) -> Any:
    """The column's value or, where its text is not the one that Laurel writes for this value, the text that stands there."""
    value, found = row[column], row.get(f"stored_{column}")
    return value if found is None or found == _quoted(value) else found


def _quoted(value: Any) -> str:
    if isinstance(value, datetime):
        text = str(connection.ops.adapt_datetimefield_value(value))
    else:
        text = json.dumps(value, cls=DjangoJSONEncoder)
    return "'" + text.replace("'", "''") + "'"
