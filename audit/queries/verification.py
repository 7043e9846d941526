from audit.offline_verifier import Report, Verifier
from audit.queries.trail_lines import trail_lines


def verify_database(kept: str = "") -> Report:
    """Prove the trail that stands in the database, in which a seal of the hash ``kept`` must be, where one is given."""
    return Verifier(kept).read(trail_lines())
