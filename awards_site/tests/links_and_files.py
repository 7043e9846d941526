"""What the table of who may open what needs of links with a token, of files that were made, and of people who were asked."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.tests.factories import UserFactory
from evaluation.services.inviting import digest_of
from evaluation.services.reporting import KIND
from evaluation.tests.factories import MeasurementFactory
from jobs.tests.factories import JobFactory
from judging.invitations import token_of
from judging.review_links import Asker, address_for
from judging.tests.factories import PanelFactory, SeatFactory
from nominations.models import AddressChange
from nominations.tests.factories import NominationFactory
from nominations.tokens import ADDRESS, CONFIRM, STATUS, token_for
from programmes.models import CalendarAddress, Consultation, Recipient
from programmes.plans.rule_trees import rules_tree
from programmes.queries.plans import rules_of
from programmes.services.consultations import invitation_digest

SECRET = "a-secret-of-somebody"  # opens what this world has made and nothing else


def links(*, cycle, announced, planned, survey, person):
    """By address: what opens it. A customer's nomination and another that waits to be confirmed, an outside judge, a request
    for a review, a survey, a launch message with a question, and a calendar.
    """
    CalendarAddress.objects.create(person=person, token=SECRET)
    type(planned).objects.filter(pk=planned.pk).update(question="When?", answers=["Now", "Then"], right=1)
    Recipient.objects.create(planned=planned, person=person, token=SECRET)
    survey.invitations.create(person=person, token_digest=digest_of(SECRET))
    seat = SeatFactory(panel=PanelFactory(cycle=announced), judge=UserFactory(is_external=True, team=None))
    sent, waiting = NominationFactory(cycle=cycle), NominationFactory(cycle=cycle, state="unverified")
    AddressChange.objects.create(nomination=sent, email="new@example.com", asked_at=timezone.now())
    known = ("programmes:calendar_feed", "programmes:understood", "programmes:opened", "evaluation:answer")
    return {
        **{name: {"token": SECRET} for name in known},
        "judging:invited": {"token": token_of(seat.pk)},
        "judging:ask_review": {"token": address_for(Asker(nomination=sent.pk)).strip("/").rpartition("/")[2]},
        **{f"nominations:{name}": _signed(sent, STATUS) for name in ("contact", "remove_me")},
        "nominations:new_address": _signed(sent, ADDRESS, f"{sent.reference}:new@example.com"),
        "nominations:confirm": _signed(waiting, CONFIRM),
    }


def _signed(nomination, purpose, about=""):
    token = token_for(about or nomination.reference, purpose)
    return {"reference": nomination.reference, "query": f"?token={token}"}


def files(*, announced, award, certificate, task, people):
    """By address: a file of a launch task, what a job has made for the approver, a report, a certificate, all certificates."""
    kept = task.files.create(file=_file("slides.pdf"), name="slides.pdf", content_type="application/pdf", size=3)
    now = timezone.now()
    type(certificate).objects.filter(pk=certificate.pk).update(state="ready", made_at=now, file=_stored(certificate))
    done = {"state": "done", "result": _file("made.zip")}
    made = JobFactory(asked_by=people["approver"], **done)
    report = JobFactory(kind=KIND, payload={"cycle": announced.pk, "format": "pdf"}, **done)
    for kind in ("certificates", "certificates_zip"):
        JobFactory(kind=f"recognition.{kind}", payload={"cycle": announced.pk}, **done)
    return {
        "programmes:task_file": {"pk": task.pk, "file": kept.pk},
        **{f"jobs:{name}": {"pk": made.pk} for name in ("job", "download")},
        **{f"evaluation:report_{name}": {"pk": report.pk} for name in ("file", "progress")},
        "recognition:own_certificate": {"reference": award.decision.entry.reference},
        "evaluation:kpi_value": {"code": MeasurementFactory(date=now.date()).kpi.code, "day": now.date()},
    }


def _file(name):
    return ContentFile(b"abc", name=name)


def _stored(certificate):
    certificate.file.save("certificate.pdf", _file("certificate.pdf"), save=False)
    return certificate.file.name


def asked(*, rulebook, person):
    """By address: a consultation on these rules, in which somebody was asked and has a link."""
    until = timezone.now() + timedelta(days=3)
    tree = rules_tree(rules_of(rulebook))
    consultation = Consultation.objects.create(rulebook=rulebook, asked=tree, opened_at=timezone.now(), closes_at=until)
    consultation.invitations.create(person=person)
    consultation.invitations.create(token_digest=invitation_digest(SECRET))
    return {
        "programmes:consultation_own": {"pk": consultation.pk},
        "programmes:consultation_answer": {"token": SECRET},
    }
