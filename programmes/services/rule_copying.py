from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed
from programmes.models import Rulebook
from programmes.queries.plans import rules_of
from programmes.queries.programmes import managed_by
from programmes.services.rulebooks import change_rules


@transaction.atomic
def copy_rules(*, rulebook: Rulebook, source: Rulebook, actor: User) -> bool:
    """Fill a draft with all that another version says, of this programme or of another one that the actor manages.

    Returns whether anything changed. Objectives that this programme does not have are left out.
    Raises NotAllowed for rules that are not the actor's to take, and what ``change_rules`` raises.
    """
    if not managed_by(actor).filter(pk=source.programme_id).exists():
        raise NotAllowed(_("Only rules of programmes that you manage can be taken over."))
    rules = rules_of(source)
    known = set(rulebook.programme.objectives.values_list("code", flat=True))
    criteria = tuple(line if line.objective in known else replace(line, objective="") for line in rules.criteria)
    changed = change_rules(rulebook=rulebook, rules=replace(rules, criteria=criteria), actor=actor)
    if changed:
        audit.record(verb="rulebook.copied", target=rulebook, actor=actor, data={"from": source.audit_label})
    return changed
