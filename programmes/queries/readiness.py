from programmes.models import Cycle


def missing_for(cycle: Cycle, stage: str) -> list[str]:
    """What this cycle still lacks for a stage, in words; empty when it is ready."""
    return []
