from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import Refused
from programmes.calculations.circles import circle_in
from programmes.models import LaunchTask, Programme
from programmes.plans.lines import LaunchLine
from programmes.plans.row_stamps import stamped_values
from programmes.queries.launch import links_of
from programmes.queries.plan_launch import task_values
from programmes.services.presentation import owner_id
from programmes.services.row_editing import Opened, hold_plan, reconciled
from programmes.services.rows import Changes, bring_in_line, paired_by_key_or_title


@transaction.atomic
def save_launch(*, programme: Programme, tasks: Sequence[LaunchLine], actor: User | None) -> Changes:
    """Make these the steps of the launch; what is done stays done.

    Raises Refused for an owner whom nobody knows, for a step that waits for one that is not there or is there twice, and
    for steps that wait for each other in a circle.
    """
    wanted = [(line.pk, _values(line)) for line in tasks]
    pairs = paired_by_key_or_title(programme.launch_tasks.all(), wanted, "title")
    changes = bring_in_line(LaunchTask.objects.filter(programme=programme), pairs, programme=programme)
    relinked = _link_by_title(programme, tasks)
    if changes or relinked:
        changes = Changes(changes.added, changes.changed + relinked, changes.removed)
        data = {**changes.counts(), "kinds": [line.kind for line in tasks]}
        audit.record(verb="launch.saved", target=programme, actor=actor, data=data)
    return changes


@transaction.atomic
def add_task(
    *, programme: Programme, content: LaunchLine, after: Collection[LaunchTask] = (), actor: User | None
) -> LaunchTask:
    """One more step, that waits for those of ``after``. Raises Refused for an owner whom nobody knows."""
    task = LaunchTask.objects.create(programme=programme, **_values(content))
    task.after.set(after)
    audit.record(verb="launch.saved", target=task, actor=actor, data={"kind": task.kind, "due": task.due.isoformat()})
    return task


@transaction.atomic
def change_task(
    *,
    task: LaunchTask,
    content: LaunchLine,
    after: Collection[LaunchTask],
    actor: User | None,
    opened: Opened | None = None,
) -> bool:
    """Change a step and what it waits for; returns whether that changed anything.

    Raises Refused for a circle, by name, and ChangedMeanwhile where somebody saved or removed it since it was opened.
    """
    hold_plan(task.programme)
    links = links_of(task.programme)
    stored = task.programme.launch_tasks.select_related("owner").filter(pk=task.pk).first()
    now = task_values(stored, links[task.pk]) if stored else None
    mine = {**stamped_values(content), "after": tuple(sorted(other.pk for other in after))}
    wanted = reconciled(mine, now, opened)
    linked = set(wanted["after"])
    values = _values(replace(content, **{**wanted, "after": ()}))
    different = [name for name, value in values.items() if getattr(stored, name) != value]
    if not different and set(links[task.pk]) == linked:
        return False
    for name in different:
        setattr(task, name, values[name])
    task.save(update_fields=different)
    _require_no_circle(task.programme, {**links, task.pk: linked})
    task.after.set(linked)
    audit.record(
        verb="launch.saved",
        target=task,
        actor=actor,
        data={"changed": different, "due": task.due.isoformat(), "after": sorted(linked)},
    )
    return True


@transaction.atomic
def remove_task(*, task: LaunchTask, actor: User | None) -> None:
    """Remove a step with its files; what waited for it waits no more."""
    audit.record(verb="launch.removed", target=task, actor=actor, data={"kind": task.kind})
    stored = [kept.file for kept in task.files.all()]
    task.delete()

    def forget() -> None:
        for file in stored:
            file.delete(save=False)

    transaction.on_commit(forget)


@transaction.atomic
def tick_off(*, task: LaunchTask, done: bool, actor: User | None) -> bool:
    """Say that a launch task is done, or that it is not after all; returns whether that changed."""
    at = timezone.now() if done else None
    changed = LaunchTask.objects.filter(pk=task.pk, done_at__isnull=done).update(done_at=at)
    if not changed:
        return False
    task.done_at = at
    audit.record(
        verb="launch.done", target=task.programme, actor=actor, data={"task": task.pk, "done": done, "kind": task.kind}
    )
    return True


def _values(line: LaunchLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "kind": line.kind,
        "due": line.due,
        "audience": line.audience,
        "channel": line.channel,
        "owner_id": owner_id(line.owner),
        "starts_on": line.starts_on,
        "notes": line.notes,
    }


def _link_by_title(programme: Programme, tasks: Sequence[LaunchLine]) -> int:
    """Let each step wait for those whose titles its line names; returns how many steps that changed."""
    named = {title for line in tasks for title in line.after}
    stored = list(LaunchTask.objects.filter(programme=programme))
    by_title: dict[str, list[LaunchTask]] = {}
    for task in stored:
        by_title.setdefault(task.title, []).append(task)
    for title in sorted(named):
        if len(by_title.get(title, ())) != 1:
            words = _("Something waits for “%(title)s”, which must be the title of exactly one step.")
            raise Refused(words % {"title": title})
    ids = {title: rows[0].pk for title, rows in by_title.items()}
    former = links_of(programme)
    wanted = {row.pk: set(former[row.pk]) for row in stored}
    for line in tasks:  # steps of one title are told apart by their order
        wanted[by_title[line.title].pop(0).pk] = {ids[title] for title in line.after}
    _require_no_circle(programme, wanted)
    different = [row for row in stored if wanted[row.pk] != set(former[row.pk])]
    for row in different:
        row.after.set(wanted[row.pk])
    return len(different)


def _require_no_circle(programme: Programme, after: Mapping[int, Collection[int]]) -> None:
    circle = circle_in(after)
    if circle:
        titles = dict(LaunchTask.objects.filter(programme=programme).values_list("pk", "title"))
        chain = " → ".join(f"“{titles[pk]}”" for pk in [*circle, circle[0]])
        raise Refused(_("These would wait for each other for ever: %(chain)s") % {"chain": chain})
