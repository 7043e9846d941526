"""What people think of the rules: one consultation that led to changes, and one that is open now."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from accounts.models import Team, User
from audit import services as audit
from audit.services import Act
from awards_site.demo.material import material
from programmes.calculations.opinions import FEWEST
from programmes.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationInvitation,
    ConsultationResponse,
    ConsultedCriterion,
    Programme,
    Rulebook,
)
from programmes.plans.lines import RulesLine
from programmes.plans.rule_trees import rules_from_tree, rules_tree
from programmes.queries.plans import rules_of
from programmes.services.consultation_answers import Opinion, answer_under_name
from programmes.services.consultations import open_consultation
from programmes.services.rule_editing import save_part
from programmes.services.rulebooks import draft_next_version

SEED = 20261015
ASKED, ANSWERED = 96, 71
DAYS_LEFT = 6


def seed_consultations(
    programmes: dict[str, Programme], people: dict[str, User], cast: dict[str, User], today: date, zone: ZoneInfo
) -> None:
    """The closed one lies before the first version was published; the open one is about a second version."""
    words = material("consultations.yaml")
    rng = np.random.default_rng(SEED)
    _closed(programmes[words["closed"]["programme"]], words["closed"], list(people.values()), cast["maya"], rng)
    _open(programmes[words["open"]["programme"]], words["open"], cast, datetime.combine(today, time(23, 59), zone))


def _closed(
    programme: Programme, words: dict[str, Any], people: list[User], maya: User, rng: np.random.Generator
) -> None:
    rulebook = programme.rulebooks.get(version=1)
    published = rulebook.published_at or programme.created_at
    consultation = Consultation.objects.create(
        rulebook=rulebook,
        introduction=words["introduction"],
        asked=rules_tree(_as_asked(rules_of(rulebook), words["asked"])),
        opened_at=published - timedelta(days=19),
        opened_by=maya,
        closes_at=published - timedelta(days=9),
        closed_at=published - timedelta(days=9),
        reply=words["reply"],
        replied_at=published - timedelta(days=2),
    )
    criteria = _criteria(consultation, rulebook, words["replies"])
    asked = people[:ASKED]
    ConsultationInvitation.objects.bulk_create(
        ConsultationInvitation(consultation=consultation, person=person, told=True, used=place < ANSWERED)
        for place, person in enumerate(asked)
    )
    _answers(consultation, criteria, asked, words, rng)
    acts = (
        ("opened", consultation.opened_at),
        ("closed", consultation.closed_at),
        ("replied", consultation.replied_at),
    )
    audit.record_all(
        Act(verb=f"consultation.{verb}", target=consultation, actor=None if verb == "closed" else maya, at=at)
        for verb, at in acts
    )


def _as_asked(rules: RulesLine, differs: dict[str, dict[str, Any]]) -> RulesLine:
    """The rules as they stood before people had said what they thought."""
    tree = rules_tree(rules)
    for line in tree["criteria"]:
        was = differs.get(line["code"], {})
        line["meaning"] = was.get("meaning", line["meaning"])
        line["levels"] |= {str(value): text for value, text in was.get("levels", {}).items()}
        if "weight" in was:
            line["weights"] = {code: str(Decimal(was["weight"])) for code in line["weights"]}
    return rules_from_tree(tree)


def _criteria(consultation: Consultation, rulebook: Rulebook, replies: dict[str, str]) -> list[ConsultedCriterion]:
    rows = [
        ConsultedCriterion(
            consultation=consultation,
            code=each.code,
            title=each.title,
            position=place,
            reply=replies.get(each.code, ""),
        )
        for place, each in enumerate(rulebook.criteria.all())
    ]
    return ConsultedCriterion.objects.bulk_create(rows)


def _answers(
    consultation: Consultation,
    criteria: list[ConsultedCriterion],
    asked: list[User],
    words: dict[str, Any],
    rng: np.random.Generator,
) -> None:
    of_role: dict[int | None, int] = {}
    for person in asked:
        of_role[person.job_role_id] = of_role.get(person.job_role_id, 0) + 1
    responses = [
        ConsultationResponse(
            consultation=consultation,
            key_digest=rng.bytes(32).hex(),
            job_role=person.job_role if of_role[person.job_role_id] >= FEWEST else None,
        )
        for person in asked[:ANSWERED]
    ]
    ConsultationResponse.objects.bulk_create(responses)
    answers = []
    for criterion in criteria:
        shares = words["opinions"][criterion.code]
        said = [_exactly(share, rng) for share in shares]
        comments = dict(zip(rng.permutation(ANSWERED).tolist(), words["comments"][criterion.code], strict=False))
        answers += [
            ConsultationAnswer(
                response=response,
                criterion=criterion,
                clear=bool(said[0][place]),
                fair=bool(said[1][place]),
                reaches=bool(said[2][place]),
                comment=comments.get(place, ""),
            )
            for place, response in enumerate(responses)
        ]
    ConsultationAnswer.objects.bulk_create(answers)


def _exactly(percent: int, rng: np.random.Generator) -> Any:
    """Who says yes, so that this many of a hundred do."""
    yes = np.arange(ANSWERED) < round(ANSWERED * percent / 100)
    return rng.permutation(yes)


def _open(programme: Programme, words: dict[str, Any], cast: dict[str, User], day: datetime) -> None:
    maya, change = cast["maya"], words["change"]
    draft = draft_next_version(programme=programme, actor=maya)
    rules = rules_tree(rules_of(draft))
    for line in rules["criteria"]:
        if line["code"] == change["code"]:
            line.update(title=change["title"], meaning=change["meaning"])
    save_part(rulebook=draft, actor=maya, criteria=rules_from_tree(rules).criteria)
    consultation = open_consultation(
        rulebook=draft,
        actor=maya,
        closes_at=day + timedelta(days=DAYS_LEFT),
        named=True,
        teams=[Team.objects.get(name=words["team"])],
        introduction=words["introduction"],
    )
    Consultation.objects.filter(pk=consultation.pk).update(opened_at=consultation.opened_at - timedelta(days=4))
    waiting = consultation.invitations.exclude(person__in=cast.values()).select_related("person__job_role")
    for place, invitation in enumerate(waiting[: words["answered"]]):
        opinion = Opinion(
            clear=True, fair=place % 4 != 0, reaches=place % 3 != 0, comment="" if place else words["comment"]
        )
        if invitation.person:
            codes = [line["code"] for line in rules["criteria"]]
            answer_under_name(
                consultation=consultation, person=invitation.person, opinions=dict.fromkeys(codes, opinion)
            )
