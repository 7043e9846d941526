"""The published versions of the rules, in full, and what changed from one to the next."""

from decimal import Decimal

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from programmes.enums import Feedback, Method, RulebookState, Supporting
from programmes.models import Category, Criterion, FormQuestion, Programme, Rulebook
from programmes.queries.plans import with_rules

SHOWN_STATES = (RulebookState.PUBLISHED, RulebookState.SUPERSEDED)


def published_versions(programme: Programme) -> QuerySet[Rulebook]:
    """Every version that was ever in force, the newest first, with all that it holds; seven queries however many."""
    return with_rules(programme.rulebooks.filter(state__in=SHOWN_STATES).order_by("-version"))


def what_changed(older: Rulebook, newer: Rulebook) -> list[str]:
    """The differences between two versions in sentences: categories, criteria, weights, levels, procedure."""
    return [
        *_categories(older, newer),
        *_criteria(older, newer),
        *_weights(older, newer),
        *_questions(older, newer),
        *_procedure(older, newer),
    ]


def _pairs(older: list[Model], newer: list[Model]) -> tuple[list[Model], list[Model], list[tuple[Model, Model]]]:
    before = {thing.code: thing for thing in older}  # type: ignore[attr-defined]  # categories and criteria both have a code
    after = {thing.code: thing for thing in newer}  # type: ignore[attr-defined]  # see above
    return (
        [thing for code, thing in before.items() if code not in after],
        [thing for code, thing in after.items() if code not in before],
        [(before[code], thing) for code, thing in after.items() if code in before],
    )


def _categories(older: Rulebook, newer: Rulebook) -> list[str]:
    gone, new, kept = _pairs(list(older.categories.all()), list(newer.categories.all()))
    changes = [_("The category “%(title)s” is new.") % {"title": thing} for thing in new]
    changes += [_("The category “%(title)s” is gone.") % {"title": thing} for thing in gone]
    for before, after in kept:
        changes += _category(before, after)  # type: ignore[arg-type]  # both are categories
    return changes


def _category(before: Category, after: Category) -> list[str]:
    changes = []
    if before.title != after.title:
        changes.append(_("“%(before)s” is now called “%(after)s”.") % {"before": before, "after": after})
    if (before.places, before.commended) != (after.places, after.commended):
        changes.append(_("How many can win “%(title)s” has changed.") % {"title": after})
    if before.eligible != after.eligible:
        changes.append(_("Who can win “%(title)s” has changed.") % {"title": after})
    return changes


def _criteria(older: Rulebook, newer: Rulebook) -> list[str]:
    gone, new, kept = _pairs(list(older.criteria.all()), list(newer.criteria.all()))
    changes = [_("“%(title)s” now counts.") % {"title": thing} for thing in new]
    changes += [_("“%(title)s” no longer counts.") % {"title": thing} for thing in gone]
    for before, after in kept:
        changes += _criterion(before, after)  # type: ignore[arg-type]  # both are criteria
    return changes


def _criterion(before: Criterion, after: Criterion) -> list[str]:
    changes = []
    if before.title != after.title:
        changes.append(_("“%(before)s” is now called “%(after)s”.") % {"before": before, "after": after})
    if before.meaning != after.meaning:
        changes.append(_("What “%(title)s” means has been put differently.") % {"title": after})
    if _levels(before) != _levels(after):
        changes.append(_("What the scores for “%(title)s” look like has been put differently.") % {"title": after})
    return changes


def _levels(criterion: Criterion) -> dict[int, str]:
    return {level.value: level.description for level in criterion.levels.all()}


def _weights(older: Rulebook, newer: Rulebook) -> list[str]:
    before, after = _weights_of(older), _weights_of(newer)
    changes = []
    for key in after:
        if key in before and before[key][1] != after[key][1]:
            words = {"title": after[key][0], "before": _plain(before[key][1]), "after": _plain(after[key][1])}
            changes.append(_("“%(title)s” counts %(after)s of 100 instead of %(before)s.") % words)
    return list(dict.fromkeys(changes))


def _weights_of(rulebook: Rulebook) -> dict[tuple[str, str], tuple[str, Decimal]]:
    return {
        (criterion.code, place.category.code): (criterion.title, place.weight)
        for criterion in rulebook.criteria.all()
        for place in criterion.places.all()
    }


def _plain(weight: Decimal) -> str:
    return f"{weight.normalize():f}"


def _questions(older: Rulebook, newer: Rulebook) -> list[str]:
    gone, new, kept = _pairs(list(older.questions.all()), list(newer.questions.all()))
    changes = [_("The form now asks: %(title)s") % {"title": thing} for thing in new]
    changes += [_("The form no longer asks: %(title)s") % {"title": thing} for thing in gone]
    changed = [after for before, after in kept if _asked(before) != _asked(after)]  # type: ignore[arg-type]  # both are questions
    return [*changes, *(_("The form asks differently: %(title)s") % {"title": thing} for thing in changed)]


def _asked(question: FormQuestion) -> tuple[object, ...]:
    return (
        question.title,
        question.kind,
        question.required,
        question.choices,
        question.shown_if,
        question.shown_for,
        question.for_judges,
    )


def _readers(older: Rulebook, newer: Rulebook) -> list[str]:
    words = {"before": older.judges_per_entry, "after": newer.judges_per_entry}
    if newer.full_panel and not older.full_panel:
        return [_("Each entry is read by every judge of the panel instead of %(before)s.") % words]
    if older.full_panel and not newer.full_panel:
        return [_("Each entry is read by %(after)s judges instead of every judge of the panel.") % words]
    if newer.full_panel or older.judges_per_entry == newer.judges_per_entry:
        return []
    return [_("Each entry is read by %(after)s judges instead of %(before)s.") % words]


def _procedure(older: Rulebook, newer: Rulebook) -> list[str]:
    changes = _readers(older, newer)
    if older.blind != newer.blind:
        changes.append(_("Judges no longer see names.") if newer.blind else _("Judges now see names."))
    if (older.scale_low, older.scale_high) != (newer.scale_low, newer.scale_high):
        words = {"low": newer.scale_low, "high": newer.scale_high}
        changes.append(_("Scores now run from %(low)s to %(high)s.") % words)
    if older.method != newer.method:
        changes.append(_("Ranking method: %(method)s.") % {"method": Method(newer.method).label})
    if older.tie_break != newer.tie_break:
        changes.append(_("Ties are broken in another order."))
    if older.feedback != newer.feedback:
        changes.append(_("Nominees see afterwards: %(feedback)s.") % {"feedback": Feedback(newer.feedback).label})
    if older.grace != newer.grace:
        changes.append(
            _("A form that was open may be sent two minutes after closing.")
            if newer.grace
            else _("Nothing that is sent after closing counts any more.")
        )
    if older.supporting != newer.supporting:
        what = str(Supporting(newer.supporting).label)
        changes.append(_("Supporting a colleague’s nomination: %(what)s.") % {"what": what})
    if older.judges_named != newer.judges_named:
        changes.append(
            _("The report on a result names the judges beside their totals.")
            if newer.judges_named
            else _("The report on a result no longer names the judges beside their totals.")
        )
    return changes
