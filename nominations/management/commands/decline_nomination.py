from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.queries.people import person_by_email
from audit.commands import ActCommand
from nominations.models import Nomination
from nominations.queries.nominations import RELATED
from nominations.references import normalised
from nominations.services.declining import propose_decline
from nominations.services.screening import decline
from programmes.models import EligibilityRule


class Command(ActCommand):
    """Decline one nomination."""

    help = "Decline a nomination that screen_nominations left, with the reason that its nominator is told."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, by which rule, why, and who declines."""
        parser.add_argument("reference", help="the nomination's reference, or the one in the imported file")
        parser.add_argument(
            "--rule", default="", metavar="CODE", help="the eligibility rule of the programme, where one says so"
        )
        parser.add_argument("--reason", required=True, metavar="TEXT", help="its nominator reads these words")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who declines")

    def act(self, **options: Any) -> None:
        """Decline it and say so in a line."""
        nomination = _named(options["reference"])
        actor = person_by_email(options["by"])
        if actor is None or not actor.is_active:
            raise CommandError(f"Nobody here has the address “{options['by']}”.")
        rule = _rule(nomination, options["rule"])
        if nomination.cycle.programme.second_look:
            propose_decline(nomination=nomination, actor=actor, reason=options["reason"], rule=rule)
            self.stdout.write(f"{options['reference']}: proposed to be declined; a second person confirms it.")
            return
        decline(nomination=nomination, actor=actor, reason=options["reason"], rule=rule)
        self.stdout.write(f"{options['reference']}: declined, and its nominator is told.")


def _named(reference: str) -> Nomination:
    nominations = Nomination.objects.select_related(*RELATED, "entry")
    found = list(nominations.filter(reference=normalised(reference)))
    found = found or list(nominations.filter(external_reference=reference.strip()).exclude(external_reference="")[:2])
    if not found:
        raise CommandError(f"There is no nomination “{reference}”.")
    if len(found) > 1:
        raise CommandError(
            f"“{reference}” stands in the files of several cycles; write the nomination's own reference."
        )
    return found[0]


def _rule(nomination: Nomination, code: str) -> EligibilityRule | None:
    if not code:
        return None
    rules = EligibilityRule.objects.filter(rulebook=nomination.cycle.rulebook)
    rule = rules.filter(code=code).first()
    if rule is None:
        known = ", ".join(rules.values_list("code", flat=True)) or "none"
        raise CommandError(f"The rules have no eligibility rule “{code}”; they have: {known}.")
    return rule
