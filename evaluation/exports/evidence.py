"""The evidence pack's two indexes: one for people, one for programs."""

import json
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from evaluation.queries.evidence import Evidence, Proof
from evaluation.queries.figures import CycleFigures


def index_json(figures: CycleFigures, evidence: Sequence[Evidence], files: Sequence[str]) -> str:
    """``{"cycle", "files", "points": [{"code", "group", "text", "shown", "proofs": [...]}]}``; days as 2026-10-05."""
    points = [
        {
            "code": one.point.code,
            "group": one.point.group,
            "text": one.point.text,
            "shown": one.shown,
            "proofs": [_proof(proof) for proof in one.proofs],
        }
        for one in evidence
    ]
    held = {
        "cycle": figures.cycle.label,
        "programme": figures.cycle.programme.slug,
        "files": list(files),
        "points": points,
    }
    return json.dumps(held, ensure_ascii=False, indent=1)


def index_html(figures: CycleFigures, evidence: Sequence[Evidence], files: Sequence[str]) -> str:
    """A page that stands alone: its style is within it, and it asks nobody for anything."""
    style = Path(settings.BASE_DIR / "static" / "print" / "evidence.css").read_text(encoding="utf-8")
    shown = sum(one.shown for one in evidence)
    return render_to_string(
        "evaluation/print/evidence.html",
        {
            "cycle": figures.cycle,
            "organisation": figures.organisation,
            "evidence": evidence,
            "files": files,
            "shown": shown,
            "style": style,
            "language": get_language(),
        },
    )


def _proof(proof: Proof) -> dict[str, object]:
    fact = proof.fact
    return {
        "what": fact.what,
        "count": fact.count,
        "references": list(fact.references),
        "first": fact.first.isoformat() if fact.first else None,
        "last": fact.last.isoformat() if fact.last else None,
        "acts": proof.acts,
        "newest_records": list(proof.records),
    }
