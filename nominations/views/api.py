"""Nominations from other systems, as JSON, and the page that tells how."""

import hashlib
import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from audit.refusals import Refused
from nominations.api_description import LARGEST_BODY, LONGEST_KEY, PROBLEMS, description
from nominations.forms.api import ApiNominationForm
from nominations.models import ApiToken, Nomination
from nominations.queries.api_tokens import token_by_secret
from nominations.queries.questions import questions_of
from nominations.queries.what_counts import what_counts
from nominations.queries.window import cycle_to_nominate_for
from nominations.refusals import KeyReused, TooMany, WindowClosed
from nominations.services.api_calls import submit_by_system, taken_before
from nominations.services.limiting import HOUR, count_call
from programmes.enums import ProgrammeState

BEARER = "Bearer "


class Answered(Exception):
    """A problem that ends the request."""

    def __init__(self, status: int, detail: str = "", errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors


@csrf_exempt
@never_cache
def nominations(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one nomination. No session and no cookie are looked at: the token says who sends."""
    try:
        token = _token(request, slug)
        nomination, replayed = _take(request, token)
    except Answered as problem:
        return _problem(problem)
    except TooMany as refusal:
        return _problem(Answered(429, str(refusal)))
    except WindowClosed as refusal:
        return _problem(Answered(409, str(refusal)))
    except KeyReused as refusal:
        return _problem(Answered(422, str(refusal)))
    except Refused as refusal:
        return _problem(Answered(422, str(refusal), [{"field": "nominee.name", "message": str(refusal)}]))
    answer = JsonResponse(_receipt(nomination), status=HTTPStatus.CREATED)
    if replayed:
        answer["Idempotent-Replayed"] = "true"
    return answer


def _token(request: HttpRequest, slug: str) -> ApiToken:
    if request.method != "POST":
        raise Answered(405)
    shown = request.headers.get("Authorization", "")
    token = token_by_secret(shown.removeprefix(BEARER).strip()) if shown.startswith(BEARER) else None
    if token is None:
        raise Answered(401)
    if token.programme.slug != slug:
        raise Answered(404)
    return token


def _take(request: HttpRequest, token: ApiToken) -> tuple[Nomination, bool]:
    count_call(token_id=token.pk)
    body, key = _body(request), request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY or "\x00" in key:
        raise Answered(400, f"An Idempotency-Key has {LONGEST_KEY} characters at most.")
    digest = hashlib.sha256(request.body).hexdigest()
    # Who lost our answer and sends again learns that it counts, though the window has closed since.
    earlier = taken_before(token, key, digest)
    if earlier is not None:
        return earlier, True
    cycle = cycle_to_nominate_for(token.programme, timezone.now())
    if cycle is None or token.programme.state != ProgrammeState.RUNNING:
        raise Answered(409)
    form = ApiNominationForm(body, counts=what_counts(cycle), questions=questions_of(cycle))
    problems = form.problems()
    if problems:
        raise Answered(422, "", problems)
    sending = form.sending()
    count_call(token_id=token.pk, email=sending.customer.email)
    return submit_by_system(token=token, cycle=cycle, sending=sending, key=key, digest=digest)


def _body(request: HttpRequest) -> Any:
    if request.content_type != "application/json":
        raise Answered(415)
    if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY:
        raise Answered(413)
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Answered(400) from error


def _receipt(nomination: Nomination) -> dict[str, str]:
    return {
        "reference": nomination.reference,
        "state": nomination.state,
        "received_at": nomination.created_at.isoformat(),
    }


def _problem(problem: Answered) -> HttpResponse:
    said: dict[str, Any] = {
        "type": f"{settings.SITE_URL}{reverse('nominations:api')}#problem-{problem.status}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail or PROBLEMS[str(problem.status)],
    }
    if problem.errors:
        said["errors"] = problem.errors
    answer = JsonResponse(said, status=problem.status, content_type="application/problem+json")
    if problem.status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
        answer["Allow"] = "POST"
    if problem.status == HTTPStatus.TOO_MANY_REQUESTS:
        answer["Retry-After"] = str(HOUR)
    return answer


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines."""
    return JsonResponse(description(), json_dumps_params={"indent": 2, "ensure_ascii": False})


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    document = description()
    [(path, operations)] = document["paths"].items()
    operation = operations["post"]
    asked = document["components"]["schemas"]["Nomination"]
    context = {
        "document": document,
        "path": path,
        "operation": operation,
        "fields": list(_fields(asked)),
        "example": json.dumps(
            operation["requestBody"]["content"]["application/json"]["example"], indent=2, ensure_ascii=False
        ),
        "answers": operation["responses"].items(),
        "receipt": list(_fields(document["components"]["schemas"]["Receipt"])),
    }
    return render(request, "nominations/api.html", context)


def _fields(schema: dict[str, Any], under: str = "") -> list[dict[str, Any]]:
    """Each field of a schema with its place, in their order."""
    found: list[dict[str, Any]] = []
    for name, field in schema["properties"].items():
        place = f"{under}{name}"
        if "properties" in field:
            found += _fields(field, f"{place}.")
            continue
        required = name in schema.get("required", [])
        limit = field.get("maxLength") or ", ".join(field.get("enum", []))
        found.append({"place": place, "required": required, "limit": limit, "words": field["description"]})
    return found
