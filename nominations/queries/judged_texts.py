"""The texts of a nomination in which words can give somebody away: the story, and typed answers that judges read."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from nominations.models import Evidence, FormAnswer, Nomination
from programmes.enums import QuestionKind

# Answers that are a number, a day or one of the organisers' own choices name nobody.
TYPED = (QuestionKind.TEXT, QuestionKind.LONG_TEXT)


@dataclass(frozen=True)
class JudgedText:
    """One text: its key in ``Redaction.texts``, its heading and the text as it was written."""

    key: str
    title: str
    text: str


def key_of_answer(answer: int) -> str:
    """How ``Redaction.texts`` calls an answer; a text of the story it calls by its number alone."""
    return f"a{answer}"


def is_of_answer(key: str) -> bool:
    """Whether this is the key of an answer."""
    return key.startswith("a")


def answers_to_redact() -> "Prefetch[str]":
    """To fetch the typed answers of many nominations that judges read, with their questions, in one query."""
    typed = FormAnswer.objects.filter(question__for_judges=True, question__kind__in=TYPED)
    return Prefetch("answers", queryset=typed.select_related("question"), to_attr="typed_answers")


def texts_of(nomination: Nomination) -> list[JudgedText]:
    """Every such text, in the order it was written; asks nothing where evidence and ``answers_to_redact`` were fetched."""
    answers: list[FormAnswer] | None = getattr(nomination, "typed_answers", None)
    if answers is None:
        typed = nomination.answers.filter(question__for_judges=True, question__kind__in=TYPED)
        answers = list(typed.select_related("question"))
    return [
        *(JudgedText(str(row.pk), _title(row), row.text) for row in _story(nomination)),
        *(JudgedText(key_of_answer(row.pk), row.question.title, row.text) for row in answers),
    ]


def _story(nomination: Nomination) -> list[Evidence]:
    """What was fetched with its members; else read with them."""
    fetched: list[Evidence] | None = getattr(nomination, "_prefetched_objects_cache", {}).get("evidence")
    return list(fetched if fetched is not None else nomination.evidence.select_related("criterion", "member__person"))


def _title(evidence: Evidence) -> str:
    if evidence.member is not None:
        return _("What %(name)s contributed") % {"name": evidence.member.name}
    return str(evidence.get_part_display()) if evidence.part else str(evidence.criterion or _("Story"))
