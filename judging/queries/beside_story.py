"""What a nomination brought beside its story, as judges may see it: answers to the form's questions, and files."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from intake.file_types import TYPES
from nominations.enums import AttachmentState
from nominations.models import Attachment, FormAnswer, Nomination
from nominations.queries.questions import Answered, in_words

KINDS = {content_type: kind.upper() for kind, content_type in TYPES.items()}


@dataclass(frozen=True)
class StoryFile:
    """A file of a nomination: its name as judges may know it, and whether they can open it."""

    pk: int
    name: str
    size: int
    opens: bool
    waits: bool


def with_what_is_beside(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Annotated with whether there are answers and files, so that nobody asks for them where there are none."""
    answers = FormAnswer.objects.filter(nomination=OuterRef("pk"), question__for_judges=True)
    files = Attachment.objects.filter(nomination=OuterRef("pk"))
    return nominations.annotate(has_answers=Exists(answers), has_files=Exists(files))


def fetch_what_is_beside(nominations: Iterable[Nomination]) -> None:
    """Bring the answers that judges see and the files, one query each, and none where there are none."""
    found = list(nominations)
    answers = FormAnswer.objects.filter(question__for_judges=True).select_related("question")
    _fetch(found, "has_answers", Prefetch("answers", queryset=answers, to_attr="judged_answers"))
    files = Attachment.objects.select_related("question").exclude(question__for_judges=False)
    _fetch(found, "has_files", Prefetch("attachments", queryset=files, to_attr="judged_files"))


def _fetch(nominations: list[Nomination], flag: str, prefetch: "Prefetch[str]") -> None:
    some = [nomination for nomination in nominations if getattr(nomination, flag)]
    if some:
        prefetch_related_objects(some, prefetch)


def answers_in(nomination: Nomination) -> list[Answered]:
    """Its answers in words, after ``fetch_what_is_beside``."""
    rows: list[FormAnswer] = getattr(nomination, "judged_answers", [])
    return in_words(rows)


def files_in(nomination: Nomination, *, blind: bool) -> list[StoryFile]:
    """Its files, after ``fetch_what_is_beside``. Where judges see no names, no file bears the name that it was given, and it
    opens only once somebody has found that it names nobody.
    """
    files: list[Attachment] = getattr(nomination, "judged_files", [])
    return [_shown(number, file, blind) for number, file in enumerate(files, start=1)]


def _shown(number: int, file: Attachment, blind: bool) -> StoryFile:
    checked = file.state == AttachmentState.KEPT
    return StoryFile(
        pk=file.pk,
        name=blind_name(number, file) if blind else file.name,
        size=file.size,
        opens=checked and (file.names_nobody or not blind),
        waits=file.state == AttachmentState.WAITING,
    )


def blind_name(number: int, file: Attachment) -> str:
    """What a file is called where its own name could give somebody away."""
    return _("File %(number)s (%(kind)s)") % {"number": number, "kind": KINDS.get(file.content_type, _("document"))}
