import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import JobRole, User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import IllegalMove, NotReady, Refused, StaleState
from programmes.enums import RulebookState, Stage, Supporting
from programmes.models import Programme, Rulebook, RulebookEdit
from programmes.plans.lines import RulesLine
from programmes.plans.rule_gaps import rule_gaps
from programmes.plans.rule_trees import rules_tree
from programmes.plans.writing import plain_number
from programmes.queries.plans import newest_rulebook, rules_of
from programmes.services.rule_rows import write_rules


@transaction.atomic
def draft_next_version(*, programme: Programme, actor: User | None) -> Rulebook:
    """The next version of the rules, a draft that holds everything of the newest one; the first where there is none.

    A draft that is there already is returned: two at a time would only be confused.
    """
    newest = newest_rulebook(programme)
    if newest is not None and newest.state in (RulebookState.DRAFT, RulebookState.IN_CONSULTATION):
        return newest
    version = newest.version + 1 if newest else 1
    rulebook = Rulebook.objects.create(programme=programme, version=version)
    if newest is not None:
        write_rules(rulebook, rules_of(newest), _roles(rules_of(newest)))
    audit.record(verb="rulebook.drafted", target=rulebook, actor=actor, data={"version": version})
    return rulebook


@transaction.atomic
def change_rules(*, rulebook: Rulebook, rules: RulesLine, actor: User | None) -> bool:
    """Make these the rules of a draft; returns whether anything changed.

    Raises IllegalMove for a version that is published, in consultation, or that an opened cycle uses, Refused for codes
    that are doubled or not there.
    """
    hold(rulebook)
    require_changeable(rulebook)
    before = rules_of(rulebook)
    if before == rules:
        return False
    _check_codes(rules)
    write_rules(rulebook, rules, _roles(rules))
    _keep_what_it_said(rulebook, before, actor)
    audit.record(
        verb="rulebook.changed",
        target=rulebook,
        actor=actor,
        before={"rules": rules_digest(before)},
        data={
            "rules": rules_digest(rules),
            "weights": {line.code: line.weights for line in rules.criteria},
            "method": rules.judging.method,
        },
    )
    return True


def hold(rulebook: Rulebook) -> None:
    """Have whoever else writes this version wait for the end of this transaction, and read its state and revision anew.

    An UPDATE that changes nothing holds the row on SQLite and PostgreSQL alike.
    """
    Rulebook.objects.filter(pk=rulebook.pk).update(revision=F("revision"))
    rulebook.refresh_from_db(fields=["state", "revision"])


def _keep_what_it_said(rulebook: Rulebook, before: RulesLine, actor: User | None) -> None:
    """Count the saving, and keep the draft before it for whoever has an older page open."""
    rulebook.revision += 1
    rulebook.save(update_fields=["revision"])
    RulebookEdit.objects.create(
        rulebook=rulebook, number=rulebook.revision, at=timezone.now(), by=actor, before=rules_tree(before)
    )


def require_changeable(rulebook: Rulebook) -> None:
    """Raise IllegalMove unless this version is a draft that no opened cycle uses and nobody is being asked about.

    A published version is refused here even before a cycle opens under it: people have read it. From the opening on the
    database refuses, too (``programmes.triggers``).
    """
    if rulebook.state == RulebookState.IN_CONSULTATION:
        raise IllegalMove(
            _("People are answering questions about these rules. Close the consultation, then change them.")
        )
    if rulebook.state != RulebookState.DRAFT:
        raise IllegalMove(_("Published rules do not change. Start the next version and change that."))
    if rulebook.cycles.exclude(stage=Stage.PLANNED).exists():
        raise IllegalMove(_("A cycle has opened under these rules, so they do not change. Start the next version."))


@transaction.atomic
def publish_rulebook(*, rulebook: Rulebook, actor: User | None, change_note: str = "") -> Rulebook:
    """Publish a draft: it is in force for every cycle that opens from now on, and the former version is superseded.

    Raises NotReady naming what the rules lack, Refused where a later version does not say what changed, IllegalMove while
    people are being consulted. A criterion that too few find fair does not keep rules from being published; it is said.
    """
    hold(rulebook)
    if rulebook.state == RulebookState.IN_CONSULTATION:
        raise IllegalMove(
            _("People are still being asked about these rules. Close the consultation, then publish them.")
        )
    if rulebook.state != RulebookState.DRAFT:
        raise IllegalMove(_("These rules have been published already."))
    gaps = rule_gaps(rules_of(rulebook))
    if gaps:
        raise NotReady(_("The rules cannot be published yet:"), gaps)
    if rulebook.version > 1 and not change_note.strip():
        raise Refused(_("Say what changed since the last version: people who nominated under it will look."))
    former = Rulebook.objects.filter(programme=rulebook.programme, state=RulebookState.PUBLISHED)
    superseded = list(former.values_list("version", flat=True))
    former.update(state=RulebookState.SUPERSEDED)
    now = timezone.now()
    published = Rulebook.objects.filter(pk=rulebook.pk, state=rulebook.state).update(
        state=RulebookState.PUBLISHED, published_at=now, change_note=change_note
    )
    if published != 1:
        raise StaleState(_("Somebody has just published these rules."))
    rulebook.edits.all().delete()
    rulebook.refresh_from_db()
    audit.record(
        verb="rulebook.published",
        target=rulebook,
        actor=actor,
        data={"version": rulebook.version, "superseded": superseded, "rules": rules_digest(rules_of(rulebook))},
    )
    return rulebook


def rules_digest(rules: RulesLine) -> str:
    """One hash that is the same exactly where the rules are the same.

    What rules could not say at first is left out where it says nothing, so that they hash as they did on their first day.
    """
    tree = asdict(rules)
    _leave_out(tree, {"questions": ()})
    _leave_out(tree["judging"], {"supporting": Supporting.NO, "judges_named": False, "full_panel": False})
    for line in tree["eligibility"]:
        _leave_out(line, {"listed": ()})
    return text_digest(json.dumps(tree, default=plain_number, sort_keys=True))


def _leave_out(tree: dict[str, Any], silent: Mapping[str, Any]) -> None:
    """Take these parts out of a tree where they stand at the value beside them."""
    for part, value in silent.items():
        if tree[part] == value:
            del tree[part]


def _check_codes(rules: RulesLine) -> None:
    categories = {line.code for line in rules.categories}
    for codes in (
        [line.code for line in rules.categories],
        [line.code for line in rules.criteria],
        [line.code for line in rules.eligibility],
        [line.code for line in rules.questions],
    ):
        if len(set(codes)) != len(codes):
            raise Refused(_("Two lines of the rules have the same code; give each its own."))
    named = {code for line in rules.criteria for code in line.weights}
    unknown = (named | {code for line in rules.questions for code in line.categories}) - categories
    if unknown:
        raise Refused(_("There is no category “%(code)s” in these rules.") % {"code": min(unknown)})


def _roles(rules: RulesLine) -> dict[str, JobRole]:
    names = {name for line in rules.categories for name in line.job_roles}
    roles = {role.name: role for role in JobRole.objects.filter(name__in=names)}
    if missing := sorted(names - roles.keys()):
        raise Refused(_("There is no job role “%(name)s”.") % {"name": missing[0]})
    return roles
