"""Plausible survey answers for the five audiences, from the means and remarks written in ``surveys.yaml``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from awards_site.demo.material import material

AUDIENCES = ("organisation", "managers", "winners", "others", "customers")
LIKERT_SPREAD = 0.85
NPS_SPREAD = 1.9
RESPONDENT_SPREAD = 0.4  # some people are pleased with everything, some with nothing
REMARK_SHARE = 0.45


@dataclass(frozen=True)
class AskedQuestion:
    """A question as the generator needs it: ``kind`` is likert5, yes_no, nps or text."""

    code: str
    kind: str


@dataclass(frozen=True)
class MadeAnswer:
    """One answer; ``respondent`` counts from 1 within the audience and names nobody.

    Answers are text, as in an import: "1" to "5", "yes" or "no", "0" to "10", or words.
    """

    audience: str
    respondent: int
    question: str
    answer: str


def make_answers(
    *, audience: str, questions: Sequence[AskedQuestion], invited: int, maturity: float = 0.5, seed: int
) -> list[MadeAnswer]:
    """Return what those who answer among ``invited`` say.

    ``maturity`` is 0 for the programme's first cycle and 1 for its latest, as it learns from one to the next. No
    remark is used twice in one call. Raises KeyError for an unknown audience or question.
    """
    rng = np.random.default_rng([seed, AUDIENCES.index(audience) if audience in AUDIENCES else 0])
    character = material("surveys.yaml")["audiences"][audience]
    answering = int(rng.binomial(invited, character["response_rate"]))
    remarks = [character["remarks"][position] for position in rng.permutation(len(character["remarks"]))]
    answers = []
    for respondent in range(1, answering + 1):
        mood = float(rng.normal(0, RESPONDENT_SPREAD))
        for question in questions:
            answer = _answer(question, character=character, mood=mood, maturity=maturity, remarks=remarks, rng=rng)
            if answer:
                answers.append(MadeAnswer(audience, respondent, question.code, answer))
    return answers


def _answer(
    question: AskedQuestion,
    *,
    character: dict[str, Any],
    mood: float,
    maturity: float,
    remarks: list[str],
    rng: np.random.Generator,
) -> str:
    """Answer one question in one mood; an empty text means that it was left out."""
    if question.kind == "text":
        return remarks.pop() if remarks and rng.random() < REMARK_SHARE else ""
    written = character["questions"][question.code]
    mean = written["mean"] + written["growth"] * maturity
    if question.kind == "yes_no":
        return "yes" if rng.random() < mean + 0.1 * mood else "no"
    if question.kind == "nps":
        return str(int(np.clip(round(rng.normal(mean + 2 * mood, NPS_SPREAD)), 0, 10)))
    return str(int(np.clip(round(rng.normal(mean + mood, LIKERT_SPREAD)), 1, 5)))
