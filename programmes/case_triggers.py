"""The database's own refusal to change a business case that was proposed, for the databases that Laurel runs on.

How it lives through migrations is in ``programmes.trigger_guard``.
"""

from programmes.trigger_guard import TriggerGuard

REFUSAL = "a business case that was proposed does not change"
CASE = "programmes_businesscase"
LINES = ("programmes_costline", "programmes_benefitline", "programmes_risk")
# What a case says; its state, its answers' dates and its approvers belong to its way and not to its words.
FROZEN = ("id", "programme_id", "version", "purpose", "summary", "years", "discount_rate")

_ACTS = (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",)))


def _names() -> list[str]:
    """Every trigger."""
    return ["case_frozen", "case_kept", *(f"{table}_{act}" for table in LINES for act, _rows in _ACTS)]


def _sqlite() -> list[str]:
    same = " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in FROZEN)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    of_lines = [
        f"""CREATE TRIGGER {table}_{act} BEFORE {act.upper()} ON {table}
            WHEN EXISTS (SELECT 1 FROM {CASE} WHERE state <> 'draft' AND id IN ({_cases(rows)})) {refuse}"""  # noqa: S608  # names of ours
        for table in LINES
        for act, rows in _ACTS
    ]
    return [
        f"""CREATE TRIGGER case_frozen BEFORE UPDATE ON {CASE}
            WHEN OLD.state <> 'draft' AND (NEW.state = 'draft' OR NOT ({same})) {refuse}""",
        f"CREATE TRIGGER case_kept BEFORE DELETE ON {CASE} WHEN OLD.state <> 'draft' {refuse}",
        *of_lines,
    ]


def _cases(rows: tuple[str, ...]) -> str:
    return ", ".join(f"{row}.case_id" for row in rows)


def _postgresql() -> list[str]:
    same = " AND ".join(f'OLD."{name}" IS NOT DISTINCT FROM NEW."{name}"' for name in FROZEN)
    of_lines = [
        f"""CREATE TRIGGER {table}_{act} BEFORE {act.upper()} ON {table} FOR EACH ROW
            EXECUTE FUNCTION case_line_refuse()"""
        for table in LINES
        for act, _rows in _ACTS
    ]
    return [
        f"CREATE FUNCTION case_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        f"""CREATE FUNCTION case_line_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP <> 'INSERT' AND (SELECT state FROM {CASE} WHERE id = OLD.case_id) <> 'draft' THEN
                    RAISE EXCEPTION '{REFUSAL}';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                IF (SELECT state FROM {CASE} WHERE id = NEW.case_id) <> 'draft' THEN
                    RAISE EXCEPTION '{REFUSAL}';
                END IF;
                RETURN NEW;
            END $$""",  # noqa: S608  # names of ours
        f"""CREATE TRIGGER case_frozen BEFORE UPDATE ON {CASE} FOR EACH ROW
            WHEN (OLD.state <> 'draft' AND (NEW.state = 'draft' OR NOT ({same}))) EXECUTE FUNCTION case_refuse()""",
        f"""CREATE TRIGGER case_kept BEFORE DELETE ON {CASE} FOR EACH ROW
            WHEN (OLD.state <> 'draft') EXECUTE FUNCTION case_refuse()""",
        *of_lines,
    ]


GUARD = TriggerGuard(
    migration="_business_case",
    making={"sqlite": _sqlite(), "postgresql": _postgresql()},
    dropping={
        "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in _names()],
        "postgresql": [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in ("case_refuse", "case_line_refuse")],
    },
)
install, remove = GUARD.install, GUARD.remove
