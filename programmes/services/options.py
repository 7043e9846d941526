from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import Refused
from programmes.models import Option, OptionChoice, OptionScore, Programme
from programmes.plans.lines import ChoiceLine, OptionLine, ScoreLine
from programmes.queries.appraisal import appraisal_of
from programmes.queries.plans import option_line
from programmes.queries.schemes import DO_NOTHING, all_schemes, nothing_values, option_of
from programmes.services.rows import Changes, bring_in_line, paired_by_code


class AgainstRanking(Refused):
    """The matrix ranks another option first, and nobody has said that they know."""


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


@transaction.atomic
def save_option(*, programme: Programme, option: OptionLine, actor: User | None) -> Changes:
    """Add one option, or change the one that has its code; the others stay as they are."""
    stored = [option_line(row) for row in programme.options.prefetch_related("scores__objective")]
    if option.code in {line.code for line in stored}:
        lines = [option if line.code == option.code else line for line in stored]
    else:
        lines = [*stored, option]
    return save_options(programme=programme, options=lines, actor=actor)


@transaction.atomic
def remove_option(*, programme: Programme, code: str, actor: User | None) -> Changes:
    """Take an option off the list, with its scores. Raises Refused for the chosen one and for "do nothing"."""
    stored = [option_line(row) for row in programme.options.prefetch_related("scores__objective")]
    if any(line.do_nothing and line.code == code for line in stored):
        raise Refused(_("Doing nothing is always one of the options."))
    return save_options(programme=programme, options=[line for line in stored if line.code != code], actor=actor)


@transaction.atomic
def add_schemes(*, programme: Programme, keys: Sequence[str], people: int | None, actor: User | None) -> int:
    """Add kinds of scheme from the library as options, costed for so many people; returns how many were new.

    A kind that is among the options already is left as it is. Raises Refused for one that the library does not hold.
    """
    known = all_schemes()
    for key in keys:
        if key not in known or key == DO_NOTHING:
            raise Refused(_("The library holds no “%(key)s”.") % {"key": key})
    stored = [option_line(row) for row in programme.options.prefetch_related("scores__objective")]
    taken = {line.code for line in stored} | {line.scheme for line in stored}
    new = [option_of(known[key], people=people) for key in dict.fromkeys(keys) if key not in taken]
    if new:
        save_options(programme=programme, options=[*stored, *new], actor=actor)
    return len(new)


def _with_nothing(wanted: dict[str, dict[str, object]], nothing: Option | None) -> dict[str, dict[str, object]]:
    """The options with "do nothing" among them, as it stands or as a new one at the end."""
    if nothing is not None:
        return {**wanted, nothing.code: {**wanted.get(nothing.code, {}), "do_nothing": True}}
    values = nothing_values()
    return {**wanted, values.pop("code"): values | {"position": len(wanted)}}


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
    *,
    programme: Programme,
    code: str,
    rationale: str,
    actor: User,
    against_reason: str = "",
    confirmed: bool = False,
) -> OptionChoice:
    """Choose an option, with the reason in writing.

    One that the matrix does not rank first is chosen only knowingly: ``confirmed``, and with what the matrix does not show
    in ``against_reason``. Raises AgainstRanking otherwise, Refused without a rationale or for an unknown code.
    """
    against = goes_against_ranking(programme, code)
    if against and not (confirmed and against_reason.strip()):
        raise AgainstRanking(
            _("The matrix ranks another option first. Confirm that you know, and say what it does not show.")
        )
    line = ChoiceLine(code, rationale, against_reason=against_reason if against else "")
    return record_choice(programme=programme, choice=line, actor=actor, chosen_by=actor)


@transaction.atomic
def record_choice(*, programme: Programme, choice: ChoiceLine, actor: User | None, chosen_by: User) -> OptionChoice:
    """Keep a choice that was made elsewhere, such as in a file; one that the matrix does not rank first is marked so.

    Raises Refused without a rationale or for an unknown code.
    """
    if not choice.rationale.strip():
        raise Refused(_("Say why this option: whoever reads the business case will ask."))
    option = programme.options.filter(code=choice.option).first()
    if option is None:
        raise Refused(_("There is no option “%(code)s” here.") % {"code": choice.option})
    against = goes_against_ranking(programme, choice.option)
    kept, _made = OptionChoice.objects.update_or_create(
        programme=programme,
        defaults={
            "option": option,
            "rationale": choice.rationale,
            "against_ranking": against,
            "against_reason": choice.against_reason,
            "chosen_by": chosen_by,
        },
    )
    data = {"option": choice.option, "rationale": text_digest(choice.rationale), "by": chosen_by.pk}
    data |= {"against_ranking": against}
    if against:
        data |= {"against_reason": text_digest(choice.against_reason)}
    audit.record(verb="option.chosen", target=programme, actor=actor, data=data)
    programme.choice = kept
    return kept


def goes_against_ranking(programme: Programme, code: str) -> bool:
    """Whether the matrix ranks another option first. Nothing is against a matrix that nobody has filled in."""
    appraisal = appraisal_of(programme)
    return appraisal is not None and bool(appraisal.winners) and code not in appraisal.winners
