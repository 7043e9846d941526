"""What helps where nominations are slow (M6), and what of it is planned for a cycle already."""

from dataclasses import dataclass

from django.db.models import F, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from communications.library import Wording
from communications.queries.wording import wording_of
from programmes.enums import EDITABLE_STATES, Encouragement
from programmes.models import Cycle

# Those that are a message, and the wording that each begins with.
WORDINGS = {Encouragement.REMINDER: "launch_reminder", Encouragement.TEAMS: "launch_reminder"}


@dataclass(frozen=True)
class Suggestion:
    """One thing that helps. ``url`` leads to what is planned of it; empty while nothing is."""

    kind: str
    title: str
    detail: str
    button: str
    url: str = ""


def suggestions_for(cycle: Cycle, *, pilot: bool, silent_teams: int) -> list[Suggestion]:
    """What a manager could plan now, the strongest first; one query, and one more where a message is planned."""
    planned = _planned(cycle)
    texts = {
        Encouragement.ENDORSEMENT: (
            _("A word from the person at the top"),
            _("Nothing else shows as plainly that it is meant. Ask for two sentences in their own words."),
            _("Plan the endorsement"),
        ),
        Encouragement.REMINDER: (
            _("A reminder to everybody"),
            _("It says until when, and that sixty words are plenty. You read it before it goes out."),
            _("Draft the reminder"),
        ),
        Encouragement.TEAMS: (
            _("A note to the teams that nobody has named"),
            _("To their members alone, so that the others are left in peace."),
            _("Draft the note"),
        ),
        Encouragement.PILOT: (
            _("Open the pilot to everybody") if pilot else _("One willing team that goes first"),
            _("More people can be named as soon as more teams take part.")
            if pilot
            else _(
                "Sit with one team for a quarter of an hour until it has sent its first; tell that story to the others."
            ),
            _("Plan the decision") if pilot else _("Plan it with one team"),
        ),
        Encouragement.WORDING: (
            _("The words that people read"),
            _(
                "Read the call for nominations aloud to three colleagues who have not nominated, and change what they ask about."
            ),
            _("Plan the reading"),
        ),
    }
    return [
        Suggestion(kind, *texts[kind], url=planned.get(kind, ""))
        for kind in Encouragement
        if kind != Encouragement.TEAMS or silent_teams
    ]


def task_title(kind: str, cycle: Cycle) -> str:
    """What a task that encourages is called; with the cycle's name, so that each cycle can have its own."""
    words = {
        Encouragement.ENDORSEMENT: _("Endorsement for %(cycle)s from the person at the top"),
        Encouragement.PILOT: _("One team goes first in %(cycle)s"),
        Encouragement.WORDING: _("Read the call for %(cycle)s with three colleagues"),
    }
    return words[Encouragement(kind)] % {"cycle": cycle.known_as}


def message_wording(kind: str, cycle: Cycle) -> Wording:
    """The words that a message which encourages begins with; the note to silent teams has its own subject."""
    wording = wording_of(WORDINGS[Encouragement(kind)], cycle.programme.slug)
    return Wording(wording.key, _subject(kind, wording), wording.body, wording.placeholders)


def _subject(kind: str, wording: Wording) -> str:
    return (
        _("Nobody has named your team yet in {{programme_title}}") if kind == Encouragement.TEAMS else wording.subject
    )


def _planned(cycle: Cycle) -> dict[str, str]:
    """Where each kind that is planned and not over can be seen."""
    slug = cycle.programme.slug
    tasks, subjects = _waiting(cycle)
    kinds = [kind for kind in Encouragement if kind not in WORDINGS]
    found: dict[str, str] = {
        kind: reverse("programmes:task", args=[tasks[title]])
        for kind in kinds
        if (title := task_title(kind, cycle)) in tasks
    }
    wordings = {key: wording_of(key, slug) for key in set(WORDINGS.values())} if subjects else {}
    for kind, key in WORDINGS.items():
        subject = _subject(kind, wordings[key]) if subjects else ""
        if subject in subjects:
            found[kind] = reverse("programmes:launch_message", args=[slug, subjects[subject]])
    return found


def _waiting(cycle: Cycle) -> tuple[dict[str, int], dict[str, int]]:
    """The programme's tasks that are not done, by title, and its messages that go out until nominations close, by subject."""
    tasks = cycle.programme.launch_tasks.order_by().filter(done_at=None)
    planned = cycle.programme.planned_messages.order_by().filter(state__in=EDITABLE_STATES)
    messages = planned.filter(send_at__lte=cycle.screening_at).annotate(what=Value("message"), called=F("subject"))
    columns = ("what", "called", "pk")
    found = tasks.annotate(what=Value("task"), called=F("title")).values_list(*columns)
    rows = list(found.union(messages.values_list(*columns), all=True))
    titles, subjects = ({called: pk for what, called, pk in rows if what == kind} for kind in ("task", "message"))
    return titles, subjects
