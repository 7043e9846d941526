"""Where people say what they think of rules: signed in under their name, or by a link that only they have."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import person_of
from programmes.forms.consultation import ASKED, OpinionsForm
from programmes.models import Consultation, ConsultationInvitation, ConsultationResponse
from programmes.plans.lines import CriterionLine, RulesLine
from programmes.plans.rule_trees import rules_from_tree
from programmes.queries.consultations import invitation_of
from programmes.services.consultation_answers import answer_by_link, answer_under_name, fresh_link
from programmes.services.consultations import answers_digest, invitation_digest


@login_required
@never_cache
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of somebody who was asked: the questions where answers carry names, else the way to their own link."""
    person = person_of(request)
    consultation = _of(pk)
    invitation = invitation_of(consultation, person)
    if invitation is None:
        raise Http404
    if not _is_open(consultation):
        return render(request, "programmes/consultation_closed.html", {"consultation": consultation})
    if not consultation.named:
        context = {"consultation": consultation, "invitation": invitation}
        return render(request, "programmes/consultation_link.html", context)
    response = consultation.responses.filter(person=person).prefetch_related("answers").first()
    form = OpinionsForm(_sent(request), consultation=consultation, response=response)
    if request.method == "POST" and form.is_valid():
        answer_under_name(consultation=consultation, person=person, opinions=form.opinions())
        return _thanks(request, consultation)
    return _questions(request, consultation, form, response)


@login_required
@require_POST
def own_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A link of one's own for anonymous answers."""
    token = fresh_link(consultation=_of(pk), person=person_of(request))
    return redirect("programmes:consultation_answer", token=token)


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questions for who has the link: no account, no script; the same link changes the answers."""
    invitation = get_object_or_404(
        ConsultationInvitation.objects.select_related("consultation__rulebook__programme"),
        token_digest=invitation_digest(token),
    )
    consultation = invitation.consultation
    if not _is_open(consultation):
        return render(request, "programmes/consultation_closed.html", {"consultation": consultation})
    given = consultation.responses.filter(key_digest=answers_digest(token))
    response = given.prefetch_related("answers").first()
    form = OpinionsForm(_sent(request), consultation=consultation, response=response)
    if request.method == "POST" and form.is_valid():
        answer_by_link(consultation=consultation, token=token, opinions=form.opinions())
        return _thanks(request, consultation)
    return _questions(request, consultation, form, response)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where it is nothing."""
    return request.POST if request.method == "POST" else None


def _of(pk: int) -> Consultation:
    return get_object_or_404(Consultation.objects.select_related("rulebook__programme"), pk=pk)


def _is_open(consultation: Consultation) -> bool:
    return consultation.is_open and consultation.closes_at > timezone.now()


def _thanks(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    context = {"consultation": consultation, "again": request.get_full_path()}
    return render(request, "programmes/consultation_thanks.html", context)


def _questions(
    request: HttpRequest, consultation: Consultation, form: OpinionsForm, response: ConsultationResponse | None
) -> HttpResponse:
    rules = rules_from_tree(consultation.asked)
    lines = {line.code: line for line in rules.criteria}
    context = {
        "consultation": consultation,
        "programme": consultation.rulebook.programme,
        "form": form,
        "changes": response is not None,
        "categories": rules.categories,
        "criteria": [_question(row.code, lines[row.code], rules, form) for row in form.criteria if row.code in lines],
    }
    return render(request, "programmes/consultation_answer.html", context, status=422 if form.errors else 200)


def _question(code: str, line: CriterionLine, rules: RulesLine, form: OpinionsForm) -> dict[str, Any]:
    """One criterion as it is asked about: what it says, how much it counts (once where it is the same everywhere), its fields."""
    weights = [
        ("" if len(set(line.weights.values())) == 1 else category.title, line.weights[category.code])
        for category in rules.categories
        if category.code in line.weights
    ]
    return {
        "code": code,
        "line": line,
        "weights": list(dict.fromkeys(weights)),
        "marks": [form[f"{code}:{name}"] for name in ASKED],
        "comment": form[f"{code}:comment"],
    }
