"""The database's own refusal of an entry whose category is for the other kind of nominee, so that people and teams are
never ranked together: no results, no round and no place can hold both. How it lives through migrations is in
``programmes.trigger_guard``.
"""

from programmes.trigger_guard import TriggerGuard

REFUSAL = "a person is judged in a category for people, a team in one for teams"

_KIND = "(SELECT nominee FROM programmes_category WHERE id = NEW.category_id)"
_REFUSED = f"(NEW.person_id IS NOT NULL AND {_KIND} <> 'person') OR (NEW.team_id IS NOT NULL AND {_KIND} <> 'team')"
_EVENTS = {"insert": "INSERT", "update": "UPDATE OF category_id, person_id, team_id"}
_NAMES = [f"nominations_entry_{event}_kind" for event in _EVENTS]

_SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS nominations_entry_{event}_kind BEFORE {words} ON nominations_entry
        WHEN {_REFUSED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
    for event, words in _EVENTS.items()
]
_POSTGRES = [
    f"""CREATE OR REPLACE FUNCTION nominations_entry_kind() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF {_REFUSED} THEN
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$""",
    *(
        f"""CREATE TRIGGER nominations_entry_{event}_kind BEFORE {words} ON nominations_entry
        FOR EACH ROW EXECUTE FUNCTION nominations_entry_kind()"""
        for event, words in _EVENTS.items()
    ),
]

GUARD = TriggerGuard(
    app="nominations",
    migration="kinds_apart",
    making={"sqlite": _SQLITE, "postgresql": _POSTGRES},
    dropping={
        "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in _NAMES],
        "postgresql": ["DROP FUNCTION IF EXISTS nominations_entry_kind() CASCADE"],
    },
)
