"""Consultations about rules: which one counts, who is asked, and for whom one waits."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Team, User
from accounts.queries.organisation import the_organisation
from accounts.queries.people import active_people
from programmes.models import Consultation, ConsultationInvitation, Programme, Rulebook


def newest_consultation(rulebook: Rulebook) -> Consultation | None:
    """The last one about this version, open or closed."""
    return rulebook.consultations.select_related("rulebook__programme").first()


def last_closed(rulebook: Rulebook) -> Consultation | None:
    """The last one about this version whose results are there."""
    return rulebook.consultations.filter(closed_at__isnull=False).select_related("rulebook__programme").first()


def consultations_of(programme: Programme) -> QuerySet[Consultation]:
    """All of a programme's, the newest first."""
    return Consultation.objects.filter(rulebook__programme=programme).select_related("rulebook__programme")


def people_to_ask(teams: Iterable[Team]) -> list[User]:
    """Everybody who works here where no team is named, else the people of these teams and of those under them."""
    chosen = {team.pk for team in teams}
    people = active_people().order_by("pk")
    return list(people.filter(team__in=with_teams_under(chosen)) if chosen else people)


def with_teams_under(teams: set[int]) -> set[int]:
    """These teams and all teams that are part of them; one query."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for key, parent in Team.objects.values_list("pk", "parent_id"):
        children[parent].append(key)
    found, waiting = set(teams), list(teams)
    while waiting:
        new = [child for child in children[waiting.pop()] if child not in found]
        found.update(new)
        waiting += new
    return found


def invitation_of(consultation: Consultation, person: User) -> ConsultationInvitation | None:
    """That this person was asked; None where they were not."""
    return consultation.invitations.filter(person=person).first()


def unanswered_by(person: User) -> QuerySet[ConsultationInvitation]:
    """The open consultations in which this person was asked and has not answered."""
    return ConsultationInvitation.objects.filter(
        person=person, used=False, consultation__closed_at__isnull=True, consultation__closes_at__gt=timezone.now()
    )


def unreplied_by(manager: User) -> QuerySet[Consultation]:
    """The closed consultations of this manager's programmes to which nobody has replied."""
    return Consultation.objects.filter(
        rulebook__programme__managers=manager, closed_at__isnull=False, replied_at__isnull=True
    )


def waiting_to_answer(person: User) -> list[dict[str, Any]]:
    """The consultations that wait for this person's view, as the home page lists them."""
    waiting = list(unanswered_by(person).select_related("consultation__rulebook__programme"))
    zone = the_organisation().zone if waiting else None
    return [
        {
            "title": _("Say what you think of the rules of %(title)s")
            % {"title": each.consultation.rulebook.programme},
            "detail": _("Are they clear and fair, and do they reach your role? They are not published yet."),
            "url": reverse("programmes:consultation_own", args=[each.consultation_id]),
            "button": _("Read and answer"),
            "due": timezone.localdate(each.consultation.closes_at, zone),
        }
        for each in waiting
    ]


def waiting_for_reply(person: User) -> list[dict[str, Any]]:
    """The closed consultations that this manager has not replied to, as the home page lists them; one query."""
    closed = unreplied_by(person).select_related("rulebook__programme")
    return [
        {
            "title": _("Tell people what came of their views on the rules of %(title)s")
            % {"title": each.rulebook.programme},
            "detail": _("The consultation is closed. What you reply is published with the rules."),
            "url": reverse("programmes:consultation", args=[each.rulebook.programme.slug]),
            "button": _("Read and reply"),
        }
        for each in closed
    ]
