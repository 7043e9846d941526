"""A file of nominations in the browser: uploaded, its columns chosen, every row's fate shown, then brought in.

Whatever takes long runs as a job. A file is brought in by one transaction: all that comes in, or nothing.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import IllegalMove, NotReady, Refused, StaleState
from intake.problems import BadFile
from jobs import services as jobs
from nominations.calculations.columns import by_name, guess, recalled
from nominations.enums import FILE_TRANSITIONS, Fate, FileState
from nominations.models import NominationFile, RememberedColumns
from nominations.queries.questions import typed_questions
from nominations.queries.row_fates import as_stored
from nominations.services.file_rows import FileReading, checked_grid, grid_of, read_file
from nominations.services.import_rows import COLUMNS, EVIDENCE, OPTIONAL, QUESTION
from nominations.services.importing import Imported, require_importable, take_in
from programmes.models import Criterion, Cycle

KEPT_FOR = timedelta(days=14)
AT_ONCE = 200_000
"""Bytes; a larger file is checked by a worker."""

Progress = Callable[[int, int], None]


@transaction.atomic
def upload_file(*, cycle: Cycle, name: str, content: bytes, actor: User) -> NominationFile:
    """Keep a file and guess its columns. Raises BadFile for what is no table, WindowClosed once judging has begun."""
    require_importable(cycle)
    grid = checked_grid(content)
    remembered = RememberedColumns.objects.filter(programme=cycle.programme_id).first()
    known = recalled(remembered.columns, grid.header) if remembered else {}
    file = NominationFile(cycle=cycle, by=actor, name=PurePath(name).name[:150], size=len(content))
    guessed = guess(grid.header, [field for field in fields_of(cycle) if field not in known])
    file.columns = {field: choice for field, choice in guessed.items() if choice not in known.values()} | known
    file.file.save(f"{uuid4().hex}.{'csv' if grid.delimiter else 'xlsx'}", ContentFile(content), save=False)
    file.save()
    audit.record(verb="nomination_file.uploaded", target=file, actor=actor, data={"rows": len(grid.lines)})
    return file


def fields_of(cycle: Cycle) -> list[str]:
    """What a file may hold for this cycle's rules; the criteria and the form's questions last."""
    codes = Criterion.objects.filter(rulebook=cycle.rulebook).values_list("code", flat=True)
    asked = typed_questions(cycle).values_list("code", flat=True)
    return [*COLUMNS, *OPTIONAL, *(f"{EVIDENCE}{code}" for code in codes), *(f"{QUESTION}{code}" for code in asked)]


@transaction.atomic
def choose_columns(*, file: NominationFile, columns: Mapping[str, str], actor: User) -> NominationFile:
    """Say which column holds what, remember it for the programme, and have every row checked.

    Raises BadFile where the file cannot be read any more, IllegalMove once it is being imported.
    """
    header = grid_of(file).header
    _move(file, FileState.CHECKING, columns=dict(columns), problem="", fates=[])
    RememberedColumns.objects.update_or_create(
        programme=file.cycle.programme, defaults={"columns": _worth_remembering(by_name(columns, header))}
    )
    if file.size <= AT_ONCE:
        return check_file(file=file)
    return _queue(file, "nominations.check_file", _("Check “%(file)s”") % {"file": file.name}, actor)


def _worth_remembering(columns: dict[str, str]) -> dict[str, str]:
    """A day that was said for every row is that file's alone."""
    return {
        f: choice for f, choice in columns.items() if not (f in {"submitted_at", "received_on"} and choice[0] == "=")
    }


def check_file(*, file: NominationFile, progress: Progress | None = None) -> NominationFile:
    """Look at every row of a file that is being checked; one that cannot be read goes back to its columns."""
    if file.state != FileState.CHECKING:
        return file
    try:
        grid = grid_of(file)
        total = len(grid.lines)
        reading = read_file(file.cycle, grid, file.columns, (lambda done: progress(done, total)) if progress else None)
    except BadFile as refusal:
        return _move(file, FileState.UPLOADED, problem=str(refusal))
    if progress:
        progress(total, total)
    counts = {fate.value: reading.count(fate) for fate in Fate}
    return _move(file, FileState.CHECKED, fates=as_stored(reading.fates), problem="", **counts)


@transaction.atomic
def import_file(*, file: NominationFile, actor: User, without_bad: bool = False) -> NominationFile:
    """Queue a checked file to be brought in. ``without_bad`` says that rows to be corrected are left out knowingly.

    Raises NotReady where there are such rows and nobody said so, IllegalMove for a file that is not checked.
    """
    require_importable(file.cycle)
    if file.bad and not without_bad:
        raise NotReady(_("%(count)s rows are still to be corrected.") % {"count": file.bad})
    _move(file, FileState.IMPORTING)
    data = {"new": file.new, "known": file.known, "left": file.bad}
    audit.record(verb="nomination_file.imported", target=file, actor=actor, data=data)
    return _queue(file, "nominations.import_file", _("Import “%(file)s”") % {"file": file.name}, actor)


def take_file(*, file: NominationFile, progress: Progress | None = None) -> Imported | None:
    """Bring in what is good of a file that is being imported; None where that is done already.

    What was good when it was looked at and is not any more stops all of it: the file goes back to be looked at again.
    """
    if file.state != FileState.IMPORTING:
        return None
    try:
        reading = _read_again(file, progress)
        done = _store(file, reading)
    except (BadFile, Refused) as refusal:
        _move(file, FileState.CHECKED, problem=str(refusal))
        return None
    if progress:
        progress(len(reading.fates), len(reading.fates))
    return done


def _read_again(file: NominationFile, progress: Progress | None) -> FileReading:
    """To read and to store take about as long, so that reading ends at the half. Raises BadFile where a good row is no more."""
    grid = grid_of(file)
    steps = 2 * len(grid.lines)
    reading = read_file(file.cycle, grid, file.columns, (lambda done: progress(done, steps)) if progress else None)
    if reading.count(Fate.BAD) > file.bad:
        raise BadFile(_("What the file speaks of has changed meanwhile, so nothing came in. Choose its columns again."))
    return reading


@transaction.atomic
def _store(file: NominationFile, reading: FileReading) -> Imported:
    done = take_in(cycle=file.cycle, checked=reading.good, actor=file.by)
    left = as_stored(fate for fate in reading.fates if fate.fate == Fate.BAD)
    counts = {"new": done.added, "known": reading.count(Fate.KNOWN) + done.known, "bad": len(left)}
    _move(file, FileState.IMPORTED, fates=left, imported_at=timezone.now(), **counts)
    if not left:
        _delete_content(file)
    return done


@transaction.atomic
def forget_file(*, file: NominationFile, actor: User | None) -> None:
    """Delete an uploaded file; the nominations that came with it stay. Raises IllegalMove while it is being imported."""
    if file.state == FileState.IMPORTING and actor is not None:
        raise IllegalMove(_("“%(file)s” is being imported just now.") % {"file": file.name})
    audit.record(verb="nomination_file.forgotten", target=file, actor=actor)
    _delete_content(file)
    file.delete()


def forget_old_files() -> int:
    """Delete what was uploaded a fortnight ago; returns how many. A step of the clock."""
    old = NominationFile.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR)
    files = list(old.select_related("cycle__programme"))
    for file in files:
        forget_file(file=file, actor=None)
    return len(files)


def _queue(file: NominationFile, kind: str, title: str, actor: User) -> NominationFile:
    key = f"{kind}:{file.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    job = jobs.enqueue(kind=kind, key=key, title=title[:200], payload={"file": file.pk}, asked_by=actor)
    NominationFile.objects.filter(pk=file.pk).update(job=job)
    file.refresh_from_db()
    return file


def _move(file: NominationFile, to: FileState, **changes: object) -> NominationFile:
    """The only way a file's state changes. Raises IllegalMove for a move that the table lacks, StaleState for a late one."""
    before = file.state
    if to not in FILE_TRANSITIONS[before]:
        words = _("“%(file)s” can’t be taken further: it is in the state “%(state)s”.")
        raise IllegalMove(words % {"file": file.name, "state": file.get_state_display()})
    if NominationFile.objects.filter(pk=file.pk, state=before).update(state=to, **changes) != 1:
        raise StaleState(_("Somebody else has gone on with this file meanwhile."))
    file.refresh_from_db()
    return file


def _delete_content(file: NominationFile) -> None:
    """The content goes once the transaction is through: a file that comes back with it would be empty."""
    name, storage = file.file.name, file.file.storage
    NominationFile.objects.filter(pk=file.pk).update(file="")
    if name:
        transaction.on_commit(lambda: storage.delete(name))
