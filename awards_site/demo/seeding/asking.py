"""What the forms of Brightwater ask beside the story, what people answered, and a letter here and there."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from awards_site.demo.material import material
from intake.file_names import own_name
from nominations.models import Attachment, FormAnswer, Nomination
from programmes.models import Cycle, FormQuestion

MOST_ANSWERED = 400
LETTERS = 2
DAYS_BEFORE = 4


def questions_of_demo(slug: str) -> list[dict[str, Any]]:
    """The questions of one programme, as its file holds them."""
    questions: list[dict[str, Any]] = material("questions.yaml")["questions"].get(slug, [])
    return questions


def answer_questions(cycle: Cycle) -> None:
    """Answers of the first few hundred nominations of a cycle, the same each time, and letters with the first two."""
    questions = list(FormQuestion.objects.filter(rulebook=cycle.rulebook_id))
    nominations = list(cycle.nominations.exclude(submitted_at=None).order_by("pk")[:MOST_ANSWERED])
    rows = [
        FormAnswer(nomination=nomination, question=question, text=text)
        for place, nomination in enumerate(nominations)
        for question, text in _answers(place, nomination, questions)
    ]
    FormAnswer.objects.bulk_create(rows, batch_size=500)
    for place, nomination in enumerate(nominations[:LETTERS] if questions else []):
        _add_letter(nomination, names_nobody=place == 0)


def _answers(place: int, nomination: Nomination, questions: list[FormQuestion]) -> list[tuple[FormQuestion, str]]:
    given: dict[str, str] = {}
    found = []
    for question in questions:
        if question.shown_if and given.get(question.shown_if) != question.shown_for:
            continue
        text = _text(place, nomination, question)
        if text:
            given[question.code] = text
            found.append((question, text))
    return found


def _text(place: int, nomination: Nomination, question: FormQuestion) -> str:
    if question.kind == "choice":
        return str(question.choices[place % len(question.choices)])
    if question.kind == "date" and nomination.submitted_at is not None:
        return (nomination.submitted_at - timedelta(days=DAYS_BEFORE + place % 9)).date().isoformat()
    answers: list[str] = material("questions.yaml")["answers"].get(question.code, [""])
    return answers[place % len(answers)]


def _add_letter(nomination: Nomination, *, names_nobody: bool) -> None:
    content = ContentFile(material("questions.yaml")["letter"].encode())
    letter = Attachment(nomination=nomination, name="A letter of thanks.pdf", content_type="application/pdf")
    letter.size, letter.names_nobody = content.size, names_nobody
    letter.file.save(own_name("pdf"), content, save=True)
