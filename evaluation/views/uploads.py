"""Figures and survey answers from a file in the browser: look first, then bring in. Between the two the file travels
signed in the page itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import person_of, require
from evaluation.forms import UploadForm
from evaluation.services import importing_kpis, importing_responses
from evaluation.views.loading import cycle_to_evaluate
from intake.problems import BadFile
from intake.tables import Row, decode, read_csv_text
from programmes.queries.rail import rail_for

KEPT_FOR = 3600
MOST_PROBLEMS = 200


@dataclass(frozen=True)
class _Upload:
    """One kind of file: its columns, what bringing it in does and says, and the page that it belongs to."""

    salt: str
    columns: Sequence[str]
    bring_in: Callable[[list[Row]], list[str]]
    address: str
    back: str
    words: dict[str, str]
    context: dict[str, Any]


@login_required
def kpis(request: HttpRequest) -> HttpResponse:
    """Figures of the service, as ``import_kpis`` reads them."""
    require(request, "evaluation.manage_kpis")
    actor = person_of(request)
    words = {
        "title": _("Bring in figures of the service"),
        "sentence": _("You will see what the file would change before anything changes."),
        "note": _(
            "A code that is new makes a new figure. Another value for a day that is known replaces it, on record."
        ),
        "back_words": _("Figures of the service"),
    }
    upload = _Upload(
        salt="evaluation.kpis",
        columns=importing_kpis.COLUMNS,
        bring_in=lambda rows: _kpis_in_words(importing_kpis.import_kpis(rows=rows, actor=actor)),
        address=reverse("evaluation:upload_kpis"),
        back=reverse("evaluation:kpis"),
        words=words,
        context={"here": "reports", "base_template": "base.html"},
    )
    return _page(request, upload)


@login_required
def responses(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Answers that were collected elsewhere, as ``import_survey_responses`` reads them."""
    cycle = cycle_to_evaluate(request, slug, name)
    actor = person_of(request)
    words = {
        "title": _("Bring in survey answers"),
        "sentence": _("You will see how many answers come in before anything changes."),
        "note": _(
            "One row an answer; any mark in “respondent” that joins one person’s answers will do. Only a digest of it is kept, "
            "so that the same file again adds nothing."
        ),
        "back_words": _("What we ask"),
    }
    upload = _Upload(
        salt=f"evaluation.responses.{cycle.pk}",
        columns=importing_responses.COLUMNS,
        bring_in=lambda rows: _responses_in_words(
            importing_responses.import_survey_responses(cycle=cycle, rows=rows, actor=actor)
        ),
        address=reverse("evaluation:upload_responses", args=[slug, name]),
        back=reverse("evaluation:surveys", args=[slug, name]),
        words=words,
        context={
            "here": "manage",
            "cycle": cycle,
            "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="evaluate"),
            "base_template": "base_manage.html",
        },
    )
    return _page(request, upload)


def _page(request: HttpRequest, upload: _Upload) -> HttpResponse:
    if request.method == "POST" and "signed" in request.POST:
        return _bring_in(request, upload)
    form = UploadForm(request.POST or None, request.FILES or None, columns=upload.columns)
    context = {**upload.context, **upload.words, "form": form, "address": upload.address, "back": upload.back}
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"]
        try:
            context["would"] = _tried(upload, content)
            context["signed"] = signing.dumps(content.decode("latin-1"), salt=upload.salt, compress=True)
        except BadFile as refusal:
            context |= {"problems": refusal.problems[:MOST_PROBLEMS], "problem_count": len(refusal.problems)}
            form.add_error(
                "file", _("The file can’t be taken as it is: nothing was changed. What is wrong stands in the table.")
            )
    return render(request, "evaluation/upload.html", context, status=422 if form.errors else 200)


def _rows(upload: _Upload, content: bytes) -> list[Row]:
    return read_csv_text(decode(content), required=upload.columns)


def _tried(upload: _Upload, content: bytes) -> list[str]:
    """What the file would do, by doing all of it and taking it back."""
    with transaction.atomic():
        words = upload.bring_in(_rows(upload, content))
        transaction.set_rollback(True)
    return words


def _bring_in(request: HttpRequest, upload: _Upload) -> HttpResponse:
    try:
        content = signing.loads(request.POST["signed"], salt=upload.salt, max_age=KEPT_FOR)
        words = upload.bring_in(_rows(upload, content.encode("latin-1")))
    except signing.BadSignature:
        messages.error(request, _("The preview is more than an hour old. Please choose the file again."))
        return redirect(upload.address)
    except BadFile:  # what it refers to has changed since the preview
        messages.error(request, _("What the file speaks of has changed meanwhile. Please look at it again."))
        return redirect(upload.address)
    messages.success(request, " ".join(words))
    return redirect(upload.back)


def _kpis_in_words(done: importing_kpis.ImportedKpis) -> list[str]:
    words = [
        ngettext("%(count)s measurement is new.", "%(count)s measurements are new.", done.added)
        % {"count": done.added},
        ngettext("%(count)s has another value.", "%(count)s have another value.", done.changed)
        % {"count": done.changed},
        ngettext("%(count)s is there already.", "%(count)s are there already.", done.known) % {"count": done.known},
    ]
    if done.created:
        words.append(_("New figures: %(codes)s.") % {"codes": ", ".join(done.created)})
    return words


def _responses_in_words(done: importing_responses.Imported) -> list[str]:
    words = [
        ngettext("%(count)s person’s answers are new.", "%(count)s people’s answers are new.", done.added)
        % {"count": done.added},
        ngettext("%(count)s is there already.", "%(count)s are there already.", done.known) % {"count": done.known},
    ]
    if done.empty:
        words.append(
            ngettext("%(count)s empty answer is passed over.", "%(count)s empty answers are passed over.", done.empty)
            % {"count": done.empty}
        )
    return words
