"""A result as people script against it: the shape of ``results --format json`` and its table as CSV."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from judging.calculations.outline import in_order
from judging.models import Result
from judging.queries.rounds.plan import ruling_round
from judging.queries.rounds.ruling import places_by_round
from nominations.models import Entry
from programmes.models import Cycle

ENTRY_FIELDS = ("judges", "raw", "score", "standard_error", "rank", "p_first", "block")
JUDGE_FIELDS = ("sheets", "severity", "consistency")
RELIABILITY_FIELDS = ("krippendorff_alpha", "icc_2_1", "icc_2_k")
CSV_COLUMNS = ("category", "reference", "nominee", *ENTRY_FIELDS)


def exported(cycle: Cycle, method: str, results: list[Result], reasons: dict[str, str]) -> dict[str, Any]:
    """The whole answer; ``reasons`` turns the code of a note into its sentence. A missing figure is None, with its note.

    Where the order of a last round rules the places, each category says which (``ruled_by``) and each entry its ``place``.
    """
    emails = _emails(results)
    return {
        "cycle": cycle.label,
        "method": method,
        "computed_at": max((result.computed_at for result in results), default=cycle.stage_since).isoformat(),
        "categories": [_category(result, emails, reasons) for result in results],
    }


def table(cycle: Cycle, results: list[Result]) -> list[list[Any]]:
    """The rows of the CSV, header first: one an entry, by category and rank; empty where a figure is missing. Where the order
    of a last round rules, a last column gives the places.
    """
    ruled = ruling_round(cycle) is not None
    rows: list[list[Any]] = [[*CSV_COLUMNS, "place"] if ruled else list(CSV_COLUMNS)]
    for result in results:
        names, last = _names(result), places_by_round(result)
        rows += [
            [
                result.category.code,
                entry["entry"],
                names.get(entry["entry"], ""),
                *(entry[name] for name in ENTRY_FIELDS),
                *([last[1].get(entry["entry"])] if last else []),
            ]
            for entry in by_rank(result)
        ]
    return rows


def by_rank(result: Result) -> list[dict[str, Any]]:
    """The entries of a result, best first; those without a rank last."""
    return in_order(result.figures["entries"], result.method)


def _category(result: Result, emails: dict[str, str], reasons: dict[str, str]) -> dict[str, Any]:
    names = _names(result)
    figures, last = result.figures, places_by_round(result)
    return {
        "code": result.category.code,
        "entries": [
            {
                "reference": entry["entry"],
                "nominee": names.get(entry["entry"], ""),
                **{name: entry[name] for name in ENTRY_FIELDS},
                **({"place": last[1].get(entry["entry"])} if last else {}),
            }
            for entry in by_rank(result)
        ],
        "judges": [
            {"email": emails[judge["judge"]], **{name: judge[name] for name in JUDGE_FIELDS}}
            for judge in sorted(figures["judges"], key=lambda judge: emails[judge["judge"]])
        ],
        "reliability": {name: figures["reliability"][name] for name in RELIABILITY_FIELDS},
        "notes": {_key(key, emails): reasons.get(reason, reason) for key, reason in figures["notes"].items()},
        **({"ruled_by": last[0]} if last else {}),
    }


def _key(key: str, emails: dict[str, str]) -> str:
    """``severity:12`` as ``severity:rosalind@example.org``; entries keep their reference."""
    return ":".join(emails.get(part, part) if number else part for number, part in enumerate(key.split(":")))


def _emails(results: list[Result]) -> dict[str, str]:
    ids = {judge["judge"] for result in results for judge in result.figures["judges"]}
    return {str(pk): email for pk, email in User.objects.filter(pk__in=ids).values_list("pk", "email")}


def _names(result: Result) -> dict[str, str]:
    """Whom each entry is about, as ``Entry.nominee_name`` says, of plain values: there may be thousands."""
    entries = Entry.objects.filter(cycle=result.cycle_id, category=result.category_id).order_by()
    rows = entries.values_list("reference", "nameless", "person__full_name", "team__name")
    removed = _("Name removed")
    return {reference: removed if nameless else person or team or "" for reference, nameless, person, team in rows}
