from argparse import ArgumentParser
from typing import Any

from accounts.queries.people import person_by_email
from audit.commands import ActCommand
from audit.refusals import Refused
from programmes.queries.programmes import programme_by_slug
from programmes.services.approval import record_informal_approval
from programmes.services.programmes import start_programme


class Command(ActCommand):
    """Record an informal approval (E6) and start the programme, or say what it lacks."""

    help = "Record an informal approval and start the programme."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who records it")
        parser.add_argument("--informal", required=True, metavar="TEXT", help="who approved, when and how")

    def act(self, *, slug: str, by: str, informal: str, **options: Any) -> None:
        programme = programme_by_slug(slug)
        person = person_by_email(by)
        if person is None or not person.is_active:
            raise Refused(f"Nobody here has the address {by}.")
        if not (person.is_staff or programme.managers.filter(pk=person.pk).exists()):
            raise Refused(f"{by} neither manages {slug} nor administers Laurel.")
        record_informal_approval(programme=programme, words=informal, actor=person)
        start_programme(programme=programme, actor=person)
        self.stdout.write(f"{slug}: approved and running.")
