"""The project plan: who is responsible for what, gathered from every page that names somebody."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.enums import CaseState
from programmes.models import Presentation, Programme
from programmes.queries.day_offsets import days_from_opening
from programmes.queries.plans import newest_case


@dataclass(frozen=True)
class Duty:
    """One thing that somebody answers for: ``part`` of the plan, what, who (empty: nobody yet), by when, a word on it."""

    part: str
    what: str
    who: str
    by: date | None
    word: str
    url: str


@dataclass(frozen=True)
class DutyGroup:
    """Duties under one heading: a part of the plan, or a person."""

    name: str
    duties: list[Duty]


def duties_of(programme: Programme) -> list[Duty]:
    """Everything that settings.RESPONSIBILITIES brings, in that order."""
    return [Duty(**line) for path in settings.RESPONSIBILITIES for line in import_string(path)(programme)]


def grouped(duties: list[Duty], *, by_person: bool) -> list[DutyGroup]:
    """Under each part of the plan, or under each person, those that nobody has first."""
    if not by_person:
        return [DutyGroup(part, list(own)) for part, own in groupby(duties, key=lambda duty: duty.part)]
    ordered = sorted(duties, key=lambda duty: (duty.who.casefold(), duty.by or date.max))
    return [DutyGroup(who, list(own)) for who, own in groupby(ordered, key=lambda duty: duty.who)]


def of_the_plan(programme: Programme) -> list[dict[str, Any]]:
    """What the plan's own pages say: managers, the business case, launch, publicity, presentation, and own rows."""
    return [
        *_own(programme),
        *_managing(programme),
        *_deciding(programme),
        *_launching(programme),
        *_publicising(programme),
        *_presenting(programme),
    ]


def _line(programme: Programme, page: str, part: str, what: str, who: object, **more: Any) -> dict[str, Any]:
    url = reverse(f"programmes:{page}", args=[programme.slug])
    return {"part": part, "what": what, "who": str(who or ""), "by": None, "word": "", "url": url, **more}


def _own(programme: Programme) -> list[dict[str, Any]]:
    return [
        _line(programme, "project_plan", _("This plan"), row.what, row.owner, by=row.due)
        for row in programme.responsibilities.select_related("owner")
    ]


def _managing(programme: Programme) -> list[dict[str, Any]]:
    managers = programme.managers.filter(is_active=True).order_by("full_name")
    return [
        _line(programme, "identity", _("The programme"), _("Manages the programme"), person)
        for person in managers or [""]
    ]


def _deciding(programme: Programme) -> list[dict[str, Any]]:
    case = newest_case(programme)
    if case is None:
        return []
    part, version = _("Business case"), {"version": case.version}
    lines = []
    if case.proposed_by:
        lines.append(_line(programme, "case", part, _("Proposed version %(version)s") % version, case.proposed_by))
    answers = {answer.approver_id: answer for answer in case.approvals.select_related("approver")}
    people = {person.pk: person for person in case.approvers.all()}
    people |= {answer.approver_id: answer.approver for answer in answers.values()}
    for key, person in people.items():
        word = answers[key].get_verdict_display() if key in answers else _("has not answered yet")
        word = "" if case.state == CaseState.DRAFT else word
        lines.append(_line(programme, "case", part, _("Decides on version %(version)s") % version, person, word=word))
    return lines


def _launching(programme: Programme) -> list[dict[str, Any]]:
    """One line for each owner, however many steps they have."""
    tasks = sorted(programme.launch_tasks.select_related("owner"), key=lambda task: str(task.owner or "").casefold())
    lines = []
    for who, own in groupby(tasks, key=lambda task: str(task.owner or "")):
        steps = list(own)
        left = [task for task in steps if task.done_at is None]
        what = ngettext("%(count)d step of the launch", "%(count)d steps of the launch", len(steps))
        word = ngettext("%(count)d still to do", "%(count)d still to do", len(left)) if left else _("all done")
        by = min((task.due for task in left), default=None)
        lines.append(
            _line(
                programme,
                "launch",
                _("Launch"),
                what % {"count": len(steps)},
                who,
                by=by,
                word=word % {"count": len(left)},
            )
        )
    return lines


def _publicising(programme: Programme) -> list[dict[str, Any]]:
    return [
        _line(
            programme,
            "presentation",
            _("Publicity"),
            row.channel.replace("-", " ").capitalize(),
            row.owner,
            word=days_from_opening(row.offset_days),
        )
        for row in programme.publicity.select_related("owner")
    ]


def _presenting(programme: Programme) -> list[dict[str, Any]]:
    row = Presentation.objects.filter(programme=programme).select_related("owner").first()
    if row is None:
        return []
    part = _("Presentation")
    lines = [_line(programme, "presentation", part, _("Presents the award"), row.by, word=row.place)]
    if row.owner:
        lines.append(_line(programme, "presentation", part, _("Prepares the presentation"), row.owner))
    return lines
