"""Laurel's addresses and two bare views that write the rows of one nomination, to measure against.

``bare/`` is what Django's own tutorial would make of it: a plain form that checks what was typed, a token against forgery, one
transaction, the worker told of the message, a redirect. ``rows/`` is the transaction alone: no form, no checks, no token. What
neither has is what a nomination is about: questions from the rulebook, limits, second clicks, consents, the organisation's own
wording of the message, a page to come to.
"""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from audit import services as audit
from awards_site.urls import urlpatterns as laurel
from communications.models import Message
from communications.services.writing import send
from nominations.consents import CURRENT
from nominations.models import Consent, Evidence, Nomination, Nominee
from nominations.references import new_reference
from programmes.models import Cycle

PARTS = ("situation", "task", "action", "result")


class BareForm(forms.Form):
    """What a customer types, and where it goes."""

    cycle = forms.IntegerField()
    category = forms.IntegerField()
    nominee = forms.CharField(max_length=150)
    hint = forms.CharField(max_length=300, required=False)
    situation = forms.CharField(max_length=10_000, required=False)
    task = forms.CharField(max_length=10_000, required=False)
    action = forms.CharField(max_length=10_000)
    result = forms.CharField(max_length=10_000)
    name = forms.CharField(max_length=150)
    email = forms.EmailField()


def bare(request: HttpRequest) -> HttpResponse:
    """Opened: the token against forgery. Sent: the form, the rows, and the address of a page with the reference."""
    if request.method != "POST":
        return HttpResponse(get_token(request))
    form = BareForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=422, content_type="text/plain")
    return HttpResponseRedirect(f"/thanks/{written(form.cleaned_data)}")


@csrf_exempt
def rows(request: HttpRequest) -> HttpResponse:
    """The rows, out of whatever was sent."""
    return HttpResponseRedirect(f"/thanks/{written(request.POST)}")


@transaction.atomic
def written(typed: Any) -> str:
    """The same rows as a customer's nomination, as directly as Django writes them, and the worker told; the reference."""
    cycle = Cycle.objects.select_related("programme", "rulebook").get(pk=typed["cycle"])
    nomination = Nomination.objects.create(
        reference=new_reference("SS", characters=8),
        cycle=cycle,
        category_id=typed["category"],
        nominee=Nominee.objects.create(name_given=typed["nominee"], hint=typed["hint"]),
        state="unverified",
        nominator_kind="customer",
        nominator_name=typed["name"],
        nominator_email=typed["email"],
    )
    Evidence.objects.bulk_create(
        Evidence(nomination=nomination, part=part, text=typed[part]) for part in PARTS if typed[part]
    )
    held = {"purpose": "held", "given": True, "wording": CURRENT, "route": nomination.medium, "at": timezone.now()}
    Consent.objects.bulk_create([Consent(cycle=cycle, nomination=nomination, **held)])
    audit.record(verb="nomination.received", target=nomination, actor=None, data={"kind": "customer"})
    message = Message.objects.create(
        template_key="confirm_nomination",
        to_address=typed["email"],
        subject="Please confirm",
        body_text="x" * 650,
        body_html="x" * 900,
        dedupe_key=f"bare:{nomination.reference}",
    )
    transaction.on_commit(lambda: send(message.pk))
    return nomination.reference


urlpatterns = [path("bare/", bare), path("rows/", rows), *laurel]
