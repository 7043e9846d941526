"""Laurel's addresses and a bare view that writes the rows of one nomination: no form, no checks, no answer to speak of."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from audit import services as audit
from awards_site.urls import urlpatterns as laurel
from communications.models import Message
from nominations.models import Evidence, Nomination, Nominee
from nominations.references import new_reference
from programmes.models import Cycle


@csrf_exempt
@transaction.atomic
def bare(request: HttpRequest) -> HttpResponse:
    """The same rows as a customer's nomination, as directly as Django writes them."""
    cycle = Cycle.objects.select_related("programme", "rulebook").get(pk=request.POST["cycle"])
    nomination = Nomination.objects.create(
        reference=new_reference("SS", characters=8),
        cycle=cycle,
        category_id=request.POST["category"],
        nominee=Nominee.objects.create(name_given=request.POST["nominee"]),
        state="unverified",
        nominator_kind="customer",
        nominator_name=request.POST["name"],
        nominator_email=request.POST["email"],
    )
    Evidence.objects.bulk_create(
        Evidence(nomination=nomination, part=part, text=request.POST[part])
        for part in ("situation", "action", "result")
    )
    audit.record(verb="nomination.received", target=nomination, actor=None, data={"kind": "customer"})
    Message.objects.create(
        template_key="confirm_nomination",
        to_address=request.POST["email"],
        subject="Please confirm",
        body_text="x" * 800,
        body_html="x" * 1600,
        dedupe_key=f"bare:{nomination.reference}",
    )
    return HttpResponse(nomination.reference)


urlpatterns = [*laurel, path("bare/", bare)]
