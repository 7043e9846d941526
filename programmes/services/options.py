from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import Refused
from programmes.models import Option, OptionChoice, OptionScore, Programme
from programmes.plans.lines import OptionLine, ScoreLine
from programmes.queries.appraisal import appraisal_of
from programmes.services.rows import Changes, bring_in_line, paired_by_code


@transaction.atomic
def save_options(*, programme: Programme, options: Sequence[OptionLine], actor: User | None) -> Changes:
    """Make these the options to choose among, in this order. "Do nothing" is always one of them and stays if not named.

    The scores of options that stay are kept; ``score_options`` changes them. Raises Refused for removing the chosen one.
    """
    codes = [line.code for line in options]
    if len(set(codes)) != len(codes):
        raise Refused(_("Two options have the same code; give each its own."))
    choice = OptionChoice.objects.filter(programme=programme).select_related("option").first()
    wanted = {}
    for position, line in enumerate(options):
        values = asdict(line) | {"position": position}
        del values["scores"]
        wanted[line.code] = values
    stored = list(programme.options.all())
    nothing = next((row for row in stored if row.do_nothing), None)
    if not any(line.do_nothing for line in options):
        wanted = _with_nothing(wanted, nothing)
    if choice is not None and choice.option.code not in wanted:
        raise Refused(_("“%(option)s” is the option that was chosen; choose another one first.") % {"option": choice})
    if nothing is not None and nothing.code not in wanted:
        nothing.delete()  # another row takes its part; the database allows one at a time
        stored.remove(nothing)
    changes = bring_in_line(
        Option.objects.filter(programme=programme), paired_by_code(stored, wanted), programme=programme
    )
    if changes:
        audit.record(
            verb="option.saved", target=programme, actor=actor, data={**changes.counts(), "codes": list(wanted)}
        )
    return changes


def _with_nothing(wanted: dict[str, dict[str, object]], nothing: Option | None) -> dict[str, dict[str, object]]:
    """The options with "do nothing" among them, as it stands or as a new one at the end."""
    if nothing is not None:
        return {**wanted, nothing.code: {**wanted.get(nothing.code, {}), "do_nothing": True}}
    return {**wanted, "nothing": {"title": _("Do nothing"), "do_nothing": True, "position": len(wanted)}}


@transaction.atomic
def score_options(
    *, programme: Programme, scores: dict[str, Sequence[ScoreLine]], actor: User | None
) -> dict[str, Changes]:
    """Set the scores of options (by code) on objectives (by code), 0 to 5 with reasons; returns what changed, by option.

    Only the options named are touched; an objective that is not named for one loses its score. Raises Refused for a code
    that is not there.
    """
    options = {row.code: row for row in programme.options.all()}
    objectives = {row.code: row for row in programme.objectives.all()}
    changed = {}
    for code, lines in scores.items():
        unknown = [line.objective for line in lines if line.objective not in objectives]
        if code not in options or unknown:
            raise Refused(_("There is no option or objective “%(code)s”.") % {"code": (unknown or [code])[0]})
        option = options[code]
        stored = {score.objective_id: score for score in option.scores.all()}
        pairs = [
            (
                stored.get(objectives[line.objective].pk),
                {"objective_id": objectives[line.objective].pk, "value": line.value, "reason": line.reason},
            )
            for line in lines
        ]
        changes = bring_in_line(OptionScore.objects.filter(option=option), pairs, option=option)
        if changes:
            changed[code] = changes
            audit.record(
                verb="option.scored",
                target=programme,
                actor=actor,
                data={"option": code, "scores": {line.objective: line.value for line in lines}},
            )
    return changed


@transaction.atomic
def choose_option(
    *, programme: Programme, code: str, rationale: str, actor: User, chosen_by: User | None = None
) -> OptionChoice:
    """Choose an option, with the reason in writing; one that the matrix does not rank first is marked so.

    ``chosen_by`` is who chose where somebody else writes it down. Raises Refused without a reason or for an unknown code.
    """
    if not rationale.strip():
        raise Refused(_("Say why this option: whoever reads the business case will ask."))
    option = programme.options.filter(code=code).first()
    if option is None:
        raise Refused(_("There is no option “%(code)s” here.") % {"code": code})
    against = goes_against_ranking(programme, code)
    person = chosen_by or actor
    choice, _made = OptionChoice.objects.update_or_create(
        programme=programme,
        defaults={"option": option, "rationale": rationale, "against_ranking": against, "chosen_by": person},
    )
    audit.record(
        verb="option.chosen",
        target=programme,
        actor=actor,
        data={"option": code, "against_ranking": against, "rationale": text_digest(rationale), "by": person.pk},
    )
    programme.choice = choice
    return choice


def goes_against_ranking(programme: Programme, code: str) -> bool:
    """Whether the matrix ranks another option first. Nothing is against a matrix that nobody has filled in."""
    appraisal = appraisal_of(programme)
    return appraisal is not None and bool(appraisal.winners) and code not in appraisal.winners
