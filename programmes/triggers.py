"""The database's own refusal to change rules under which a cycle has opened, for the databases that Laurel runs on.

How it lives through migrations is in ``programmes.trigger_guard``.

A version is in use from the moment that a cycle which has it is no longer planned, and stays so when that cycle is
cancelled. Then nothing of it may be added, changed or removed. Two things may still happen to it: a later version
supersedes it, and a criterion forgets an objective that the programme has removed. An opened cycle keeps its version.
"""

from programmes.trigger_guard import TriggerGuard

REFUSAL = "a cycle has opened under these rules, so they do not change"

# The columns of a version that count; its state may still become superseded, its revision is only a stamp.
RULEBOOK = (
    "id", "programme_id", "version", "change_note", "published_at", "judges_per_entry", "minimum_judges", "blind",
    "scale_low", "scale_high", "method", "tie_break", "feedback", "self_nomination", "grace",
    "supporting", "judges_named", "full_panel",
)  # fmt: skip
CRITERION = ("id", "rulebook_id", "code", "position", "title", "meaning", "service_standard")

# Each table of a version's content, and the versions that a row of it belongs to ({row} is OLD or NEW).
_OF_CRITERION = "(SELECT rulebook_id FROM programmes_criterion WHERE id = {row}.criterion_id)"
_OF_QUESTION = "(SELECT rulebook_id FROM programmes_formquestion WHERE id = {row}.formquestion_id)"
_OF_CATEGORY = "(SELECT rulebook_id FROM programmes_category WHERE id = {row}.category_id)"
CONTENT = {
    "programmes_category": ("{row}.rulebook_id",),
    "programmes_category_job_roles": (_OF_CATEGORY,),
    "programmes_criterion": ("{row}.rulebook_id",),
    "programmes_criterioncategory": (_OF_CRITERION, _OF_CATEGORY),
    "programmes_level": (_OF_CRITERION,),
    "programmes_eligibilityrule": ("{row}.rulebook_id",),
    "programmes_formquestion": ("{row}.rulebook_id",),
    "programmes_formquestion_categories": (_OF_QUESTION, _OF_CATEGORY),
}
EVENTS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def _in_use(table: str, *rows: str) -> str:
    versions = ", ".join(path.format(row=row) for row in rows for path in CONTENT.get(table, ("{row}.id",)))
    return f"EXISTS (SELECT 1 FROM programmes_cycle WHERE stage <> 'planned' AND rulebook_id IN ({versions}))"  # noqa: S608 — names of our own tables


def _same(columns: tuple[str, ...], equal: str) -> str:
    # PostgreSQL cannot compare json, only its text.
    cast = "::text" if equal == "IS NOT DISTINCT FROM" else ""
    return " AND ".join(f'OLD."{name}"{cast} {equal} NEW."{name}"{cast}' for name in columns)


def _refused_when(table: str, event: str, equal: str) -> str:
    """The condition under which the database refuses this event on a row of this table."""
    used = _in_use(table, *EVENTS[event])
    if event != "update":
        return used
    if table == "programmes_rulebook":
        state = f"(OLD.state {equal} NEW.state OR (OLD.state = 'published' AND NEW.state = 'superseded'))"
        return f"NOT ({_same(RULEBOOK, equal)} AND {state}) AND {used}"
    if table == "programmes_criterion":
        objective = f"(OLD.objective_id {equal} NEW.objective_id OR NEW.objective_id IS NULL)"
        return f"NOT ({_same(CRITERION, equal)} AND {objective}) AND {used}"
    return used


GUARDED = [
    ("programmes_rulebook", "update"),
    ("programmes_rulebook", "delete"),
    *((table, event) for table in CONTENT for event in EVENTS),
]
_CYCLE = "OLD.stage <> 'planned' AND OLD.rulebook_id {equal} NEW.rulebook_id"
_NAMES = [f"{table}_{event}_frozen" for table, event in GUARDED]

_SQLITE = [
    *(
        f"""CREATE TRIGGER IF NOT EXISTS {table}_{event}_frozen BEFORE {event.upper()} ON {table}
            WHEN {_refused_when(table, event, "IS")}
            BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
        for table, event in GUARDED
    ),
    f"""CREATE TRIGGER IF NOT EXISTS programmes_cycle_rules_frozen BEFORE UPDATE OF rulebook_id ON programmes_cycle
        WHEN {_CYCLE.format(equal="IS NOT")} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
_SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS {name}" for name in [*_NAMES, "programmes_cycle_rules_frozen"]]

_RAISE = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
_POSTGRES = [
    *(
        f"""CREATE OR REPLACE FUNCTION {table}_{event}_frozen() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN IF {_refused_when(table, event, "IS NOT DISTINCT FROM")} THEN {_RAISE} END IF;
            RETURN {EVENTS[event][-1]}; END $$"""
        for table, event in GUARDED
    ),
    *(
        f"""CREATE TRIGGER {table}_{event}_frozen BEFORE {event.upper()} ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_{event}_frozen()"""
        for table, event in GUARDED
    ),
    f"""CREATE OR REPLACE FUNCTION programmes_rules_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN {_RAISE} END $$""",
    f"""CREATE OR REPLACE FUNCTION programmes_cycle_rules_frozen() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF {_CYCLE.format(equal="IS DISTINCT FROM")} THEN {_RAISE} END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER programmes_cycle_rules_frozen BEFORE UPDATE ON programmes_cycle
        FOR EACH ROW EXECUTE FUNCTION programmes_cycle_rules_frozen()""",
    *(
        f"CREATE TRIGGER {table}_truncate_frozen BEFORE TRUNCATE ON {table} EXECUTE FUNCTION programmes_rules_refuse()"
        for table in ("programmes_rulebook", *CONTENT)
    ),
]
_POSTGRES_REMOVE = [
    f"DROP FUNCTION IF EXISTS {name}() CASCADE"
    for name in [*_NAMES, "programmes_cycle_rules_frozen", "programmes_rules_refuse"]
]

GUARD = TriggerGuard(
    migration="frozen_rules",
    making={"sqlite": _SQLITE, "postgresql": _POSTGRES},
    dropping={"sqlite": _SQLITE_REMOVE, "postgresql": _POSTGRES_REMOVE},
)
install, remove = GUARD.install, GUARD.remove
