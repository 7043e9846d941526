"""The launch as its pages show it: every task with what it waits for, the chart, and the figures that head the page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from charts.gantt import MOST_ROWS, GanttChart, Span, gantt_chart
from programmes.enums import LaunchKind, ProgrammeState
from programmes.models import LaunchTask, Programme

LONG_AGO = timedelta(days=183)
SHOWN = ("open", "late", "done", "all")


@dataclass(frozen=True)
class TaskRow:
    """A task and where it stands. ``waits_for`` are the titles of what it waits for and that is not done; ``due_later``
    those of them, or of what is done, that are due after it.
    """

    task: LaunchTask
    late: bool
    waits_for: tuple[str, ...] = ()
    due_later: tuple[str, ...] = ()
    files: int = 0

    def is_in(self, which: str) -> bool:
        """Whether a list shows it: open, late, done, or all of them."""
        if which == "late":
            return self.late
        return which not in {"open", "done"} or (self.task.done_at is not None) == (which == "done")


@dataclass(frozen=True)
class Timeline:
    """All tasks of a launch in the order in which they are due. ``after`` leads from a task's id to those it waits for."""

    rows: list[TaskRow]
    after: dict[int, list[int]] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(row.task.done_at is not None for row in self.rows)

    @property
    def late(self) -> int:
        """How many should be done and are not."""
        return sum(row.late for row in self.rows)

    @property
    def crossed(self) -> list[TaskRow]:
        """Open tasks that are due before something they wait for."""
        return [row for row in self.rows if row.due_later and row.task.done_at is None]

    def shown(self, which: str, kind: str = "") -> list[TaskRow]:
        """The rows that a page lists: open, late, done or all of them, of one kind or of any."""
        return [row for row in self.rows if row.is_in(which) and (not kind or row.task.kind == kind)]


def timeline_of(programme: Programme, today: date) -> Timeline:
    """The launch of a programme; two queries however many tasks it has."""
    tasks = list(
        programme.launch_tasks.select_related("owner").annotate(file_count=Count("files")).order_by("due", "pk")
    )
    after = links_of(programme)
    by_id = {task.pk: task for task in tasks}
    return Timeline([_row(task, [by_id[pk] for pk in after[task.pk]], today) for task in tasks], dict(after))


def links_of(programme: Programme) -> dict[int, list[int]]:
    """From each task's id to the ids of those it waits for; a task without any is not in it until it is asked for."""
    links: dict[int, list[int]] = defaultdict(list)
    through = LaunchTask.after.through.objects.filter(from_launchtask__programme=programme)
    for waiting, awaited in through.order_by("pk").values_list("from_launchtask_id", "to_launchtask_id"):
        links[waiting].append(awaited)
    return links


def _row(task: LaunchTask, awaited: Sequence[LaunchTask], today: date) -> TaskRow:
    return TaskRow(
        task=task,
        late=task.done_at is None and task.due < today,
        waits_for=tuple(other.title for other in awaited if other.done_at is None),
        due_later=tuple(other.title for other in awaited if other.due > task.due),
        files=task.file_count,  # type: ignore[attr-defined]  # the annotation of timeline_of
    )


def chart_of(rows: Sequence[TaskRow], after: Mapping[int, Sequence[int]], today: date) -> GanttChart | None:
    """The rows on a calendar; None where there is none, or more than a chart can hold.

    What was done more than half a year ago is in the list alone, unless there is nothing else.
    """
    rows = [row for row in rows if not row.task.done_at or row.task.due > today - LONG_AGO] or rows
    if not 0 < len(rows) <= MOST_ROWS:
        return None
    number = {row.task.pk: index for index, row in enumerate(rows)}
    spans = [
        Span(
            label=row.task.title,
            due=row.task.due,
            start=row.task.starts_on,
            state="done" if row.task.done_at else "late" if row.late else "open",
            word=_("late") if row.late else "",
            after=tuple(number[pk] for pk in after.get(row.task.pk, ()) if pk in number),
        )
        for row in rows
    ]
    late = sum(row.late for row in rows)
    description = ngettext(
        "%(count)s task on a calendar, %(late)s of them late. The list below says the same in words.",
        "%(count)s tasks on a calendar, %(late)s of them late. The list below says the same in words.",
        len(rows),
    ) % {"count": len(rows), "late": late}
    return gantt_chart(ident="timeline", title=_("Timeline"), description=description, spans=spans, today=today)


def tasks_of(person: User) -> QuerySet[LaunchTask]:
    """The launch tasks that this person owns, of programmes that are not retired; in the order in which they are due."""
    tasks = LaunchTask.objects.filter(owner=person).exclude(programme__state=ProgrammeState.RETIRED)
    return tasks.select_related("programme").order_by("due", "pk")


def tasks_to_show(person: User, today: date) -> list[LaunchTask]:
    """The open tasks of this person as they fall due, and after them what they did in the last three months, newest first."""
    tasks = list(tasks_of(person).filter(Q(done_at=None) | Q(due__gte=today - timedelta(days=92))))
    done = [task for task in tasks if task.done_at]
    return [task for task in tasks if not task.done_at] + done[::-1]


def visible_tasks(user: User) -> QuerySet[LaunchTask]:
    """The tasks that this person may open: their own, those of programmes they manage, all for an administrator."""
    tasks = LaunchTask.objects.select_related("programme", "owner")
    if user.is_staff:
        return tasks
    return (tasks.filter(owner=user) | tasks.filter(programme__managers=user)).distinct()


def kinds_in(rows: Sequence[TaskRow]) -> list[tuple[str, str]]:
    """The kinds of task that occur, in their usual order, with their words."""
    there = {row.task.kind for row in rows}
    return [(kind.value, str(kind.label)) for kind in LaunchKind if kind.value in there]
