"""What a nomination answers to the questions of the form."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nominations.models import FormAnswer, Nomination
from programmes.enums import QuestionKind
from programmes.models import FormQuestion

LONGEST = {QuestionKind.TEXT: 500, QuestionKind.LONG_TEXT: 10_000}
LARGEST_NUMBER = Decimal(10**12)
# No exponent: a few characters would stand for a billion digits. “1,200” may be read as either, so it is asked again.
PLAIN_NUMBER = re.compile(r"(?![+-]?[0-9]{1,3},[0-9]{3}$)[+-]?(?:[0-9]{1,13}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,20})")

# Answers by the id of the question, as they are stored.
Answers = Mapping[int, str]


def read_answer(question: FormQuestion, text: str) -> str:
    """The answer as it is stored. Raises ValidationError in words for what is no answer to this question."""
    typed = text.strip()
    if not typed:
        return ""
    if question.kind == QuestionKind.CHOICE:
        if typed not in question.choices:
            raise ValidationError(_("Choose one of: %(choices)s") % {"choices": ", ".join(question.choices)})
        return typed
    if question.kind == QuestionKind.NUMBER:
        return _number(typed)
    if question.kind == QuestionKind.DATE:
        return _day(typed)
    longest = LONGEST.get(QuestionKind(question.kind), 0)
    if not longest:
        raise ValidationError(_("This question is answered with a file."))
    if len(typed) > longest:
        raise ValidationError(_("This is longer than %(longest)s characters.") % {"longest": longest})
    return typed


def read_answers(
    questions: Mapping[str, FormQuestion], texts: Mapping[str, str]
) -> tuple[dict[int, str], dict[str, str]]:
    """Answers by the question's id out of texts by its code, and what is wrong with them, in words by the code.

    None is missed: who wrote on paper or by another system was not asked.
    """
    answers, faults = {}, {}
    for code, question in questions.items():
        try:
            answers[question.pk] = read_answer(question, texts.get(code, ""))
        except ValidationError as fault:
            faults[code] = " ".join(fault.messages)
    return answers, faults


def _number(typed: str) -> str:
    plainly = typed.replace(" ", "")
    number = Decimal(plainly.replace(",", ".")) if PLAIN_NUMBER.fullmatch(plainly) else None
    if number is None or abs(number) > LARGEST_NUMBER or number != round(number, 4):
        raise ValidationError(_("Give a plain number, such as 12 or 3.5."))
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise ValidationError(_("Give a day, such as 2026-10-03.")) from error


def answer_rows(nomination: Nomination, answers: Answers) -> list[FormAnswer]:
    """The answers as rows, not yet stored; what is empty was not answered."""
    return [
        FormAnswer(nomination=nomination, question_id=question, text=text) for question, text in answers.items() if text
    ]


@transaction.atomic
def write_answers(*, nomination: Nomination, answers: Answers) -> None:
    """Make ``answers`` what this nomination answers."""
    nomination.answers.all().delete()
    FormAnswer.objects.bulk_create(answer_rows(nomination, answers))
