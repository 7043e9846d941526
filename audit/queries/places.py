"""Which programmes and cycles the trail speaks of, found without reading the trail."""

from typing import Any

from django.db import connection

from audit.models import Record

# From one pair to the next along the index of programme and cycle, so that each costs a look-up however many records it has;
# a DISTINCT would read them all. (SQLite uses the index for one column at a time, so the next cycle and the next programme
# are looked up apart.)
PLACES = """
WITH RECURSIVE place (id) AS (
    SELECT (SELECT id FROM {records} WHERE programme > '' ORDER BY programme, cycle LIMIT 1)
    UNION ALL
    SELECT COALESCE(
        (
            SELECT further.id FROM {records} AS further
            WHERE further.programme = here.programme AND further.cycle > here.cycle
            ORDER BY further.cycle LIMIT 1
        ),
        (
            SELECT further.id FROM {records} AS further
            WHERE further.programme > here.programme
            ORDER BY further.programme, further.cycle LIMIT 1
        )
    )
    FROM place JOIN {records} AS here ON here.id = place.id
)
SELECT found.programme, found.cycle FROM place JOIN {records} AS found ON found.id = place.id
"""


def places(user: Any) -> list[tuple[str, str]]:
    """The programmes and cycles that this person's part of the trail speaks of, for a choice; (programme, cycle). One query."""
    sql, params = PLACES.format(records=connection.ops.quote_name(Record._meta.db_table)), ()
    if not user.is_staff:
        managed, params = user.programmes_managed.order_by().values("slug").query.sql_with_params()
        sql += f" WHERE found.programme IN ({managed})"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY found.programme, found.cycle", params)
        return list(cursor.fetchall())
