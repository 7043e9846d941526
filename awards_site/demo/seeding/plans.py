"""The three programmes, planned, approved and started through the same services that a manager uses."""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import yaml
from django.conf import settings

from accounts.models import User
from accounts.queries.organisation import the_organisation
from awards_site.demo.material import material
from awards_site.demo.seeding.asking import questions_of_demo
from awards_site.demo.seeding.outward import add_outward
from awards_site.demo.seeding.scheme import describe_culture, describe_scheme
from programmes.enums import Verdict
from programmes.models import Approval, BusinessCase, OptionChoice, Programme, Rulebook
from programmes.plans.documents import read_document_bytes
from programmes.plans.reading import read_plan
from programmes.services.approval import answer_case, propose_case
from programmes.services.importing import import_plan
from programmes.services.programmes import start_programme

LIBRARY = settings.BASE_DIR / "programmes" / "library"
ACCENTS = {"service-stars": "#0e5a7a", "team-of-the-quarter": "#7a3e0e", "customers-choice": "#6a2f6b"}
COMMENDED = {"individual": 2, "team": 1, "colleague": 2}
# Which objective each criterion serves.
SERVES = {
    "service-stars": {"impact": "csat", "care": "csat", "ownership": "first-contact", "learning": "engagement"},
    "team-of-the-quarter": {
        "impact": "complaints",
        "together": "together",
        "initiative": "complaints",
        "lasting": "adopted",
    },
    "customers-choice": {"impact": "trust", "kindness": "trust", "promise": "heard", "everybody": "voices"},
}
LAUNCH = (
    ("Ngozi’s note to all staff: why we do this", "endorsement", "everybody", "email", -14),
    ("Half an hour with each judge: scores, conflicts, bias", "training", "judges", "meeting", -10),
    ("Pilot in Ferry Lane, Kelham Road and Debt support", "pilot", "three teams", "team briefing", -40),
    ("Tell every team leader how to nominate", "message", "team leaders", "email", -7),
    ("Posters with the code in every depot and reception", "publicity", "customers and staff", "poster", -3),
)


def seed_programmes(
    people: dict[str, User], cast: dict[str, User], began: date, rng: np.random.Generator
) -> dict[str, Programme]:
    """Import each programme's plan, have its case approved and start it; returns them by slug."""
    describe_culture(cast["maya"])
    made = {}
    for path in sorted(LIBRARY.glob("*.yaml")):
        document = _document(yaml.safe_load(path.read_text(encoding="utf-8")), cast, began, rng)
        if document["slug"] not in ACCENTS:
            continue
        content = yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()
        programme = import_plan(plan=read_plan(read_document_bytes(content, path.name)), actor=cast["maya"]).programme
        _approve(programme, cast)
        programme.refresh_from_db()
        start_programme(programme=programme, actor=cast["maya"])
        _backdate(programme, began)
        made[programme.slug] = Programme.objects.get(pk=programme.pk)
    return made


def _document(document: dict[str, Any], cast: dict[str, User], began: date, rng: np.random.Generator) -> dict[str, Any]:
    words, maya = material("words.yaml"), cast["maya"].email
    for category in document["categories"]:
        category["commended"] = COMMENDED.get(category["code"], 0)
    serves = SERVES.get(document["slug"], {})
    for criterion in document["criteria"]:
        if criterion["code"] in serves:
            criterion.setdefault("objective", serves[criterion["code"]])
    for line in document.get("publicity", []):
        line["owner"] = maya
    add_outward(document, maya)
    document.pop("messages", None)  # the demo's have been sent, with how far they reached: see seeding.launching
    objectives = [objective["code"] for objective in document["objectives"]]
    document.update(
        managers=[maya],
        accent=ACCENTS.get(document["slug"], "#0e5a7a"),
        commitment=(
            "We bring water to 1.3 million people. What they remember is not the water. It is how we treated them on "
            "the day it stopped."
        ),
        promised_by="Ngozi Adeyemi, Chief Executive",
        options=[_option(option, objectives, rng) for option in words["options"]],
        choice={"option": "monthly-star", "rationale": words["option_rationale"], "by": maya},
        business_case=_case(words["business_case"]),
        launch=[
            {
                "title": title,
                "kind": kind,
                "audience": audience,
                "channel": channel,
                "owner": maya,
                "due": began + timedelta(days=days),
            }
            for title, kind, audience, channel, days in LAUNCH
        ],
        eligibility=[
            {
                "code": "three-months",
                "kind": "months-employed",
                "value": 3,
                "title": "Has worked here for three months",
            },
            {"code": "not-self", "kind": "not-self", "title": "Is named by somebody else"},
        ],
    )
    document.setdefault("questions", questions_of_demo(document["slug"]))
    describe_scheme(document, cast, began)
    return document


def _option(option: dict[str, Any], objectives: list[str], rng: np.random.Generator) -> dict[str, Any]:
    kept = {key: value for key, value in option.items() if value not in {None, ""}}
    middle = 0.6 if option["do_nothing"] else 4.2 if option["code"] == "monthly-star" else 2.8
    values = np.clip(np.rint(rng.normal(middle, 0.7, len(objectives))), 0, 5)
    kept["scores"] = {code: {"value": int(value)} for code, value in zip(objectives, values, strict=True)}
    return kept


def _case(words: dict[str, Any]) -> dict[str, Any]:
    """The case as the programme file holds it: a cost has no aim, and people's time is priced by itself."""
    amounts = {"low", "central", "high"}
    costs = [
        {key: value for key, value in line.items() if key != "aim" and not ("staff" in line and key in amounts)}
        for line in words["costs"]
    ]
    return {
        "purpose": "introduce",
        "summary": (
            "A monthly award, nominated by customers and colleagues and judged by published rules, costs less than two "
            "leavers and is the cheapest way we found to have good service seen and copied."
        ),
        "costs": costs,
        "benefits": words["benefits"],
        "risks": words["risks"],
    }


def _approve(programme: Programme, cast: dict[str, User]) -> None:
    case = programme.business_cases.get()
    propose_case(case=case, approvers=[cast["ngozi"]], actor=cast["maya"])
    comment = material("words.yaml")["approval_comments"]["approved"]
    answer_case(case=case, verdict=Verdict.APPROVE, comment=comment, actor=cast["ngozi"])


def _backdate(programme: Programme, began: date) -> None:
    """The programme has run for two years: what is dated by the clock is dated back."""
    moment = datetime.combine(began - timedelta(days=30), time(10), the_organisation().zone)
    BusinessCase.objects.filter(programme=programme).update(proposed_at=moment - timedelta(days=9), decided_at=moment)
    Approval.objects.filter(case__programme=programme).update(at=moment)
    Rulebook.objects.filter(programme=programme).update(published_at=moment + timedelta(days=16))
    OptionChoice.objects.filter(programme=programme).update(chosen_at=moment - timedelta(days=20))
    programme.check_points.update(at=moment - timedelta(days=14))
    programme.launch_tasks.update(done_at=moment + timedelta(days=25))
    Programme.objects.filter(pk=programme.pk).update(created_at=moment - timedelta(days=60))
