"""Who may open which page of judging, and who sees whose scores."""

import pytest
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from judging.invitations import token_of
from judging.models import Appeal, Assignment, Decision
from judging.review_links import Asker, address_for
from judging.services.computing import compute_results
from judging.services.motions import propose_motion
from judging.tests.browsing import page, where
from judging.tests.factories import (
    ConflictFactory,
    SeatFactory,
    scored_cycle,
)
from nominations.tests.factories import AttachmentFactory, NominationFactory
from nominations.tests.sample_files import read_whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_answers")]


@pytest.fixture
def cast(client):
    """One cycle that deliberates and everybody who could look at it."""
    maya, nominee = UserFactory(full_name="Maya Lindqvist"), UserFactory(full_name="Samira Haddad")
    cycle, entries, seats, chair = scored_cycle([[3, 3], [5, 5]], managers=[maya])
    nominator = UserFactory()
    nomination = NominationFactory(
        cycle=cycle, category=entries[0].category, entry=entries[0], state="accepted", nominator=nominator
    )
    return {
        "cycle": cycle,
        "entries": entries,
        "sheet": Assignment.objects.get(seat=seats[0], entry=entries[0]),
        "judge": seats[0].judge,
        "other judge": seats[1].judge,
        "chair": chair.judge,
        "manager": maya,
        "administrator": AdministratorFactory(),
        "nominee": entries[0].person,
        "nominator": nominator,
        "stranger": nominee,
        "seat": seats[0],
        "file": AttachmentFactory(nomination=nomination, names_nobody=True),
    }


ROLES = ("judge", "other judge", "chair", "manager", "administrator", "nominee", "nominator", "stranger")
OUTSIDE = dict.fromkeys(("nominee", "nominator", "stranger"), 404)

RUN_BY_MANAGERS = OUTSIDE | {"judge": 404, "other judge": 404, "chair": 403, "manager": 200, "administrator": 200}
SEEN_BY_OVERSEERS = OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200}

# Two addresses open by a signed link; what is not the reader's is not found.
ANSWERED_WITHOUT_ACCOUNT = {"ask_review": (200,), "invited": (404,)}

# What each role is answered, for a cycle that deliberates: 200 a page, 302 done, 403 seen but not allowed, 404 unseen.
ANSWERS = [
    ("panel", "get", dict.fromkeys(ROLES, 200)),
    ("sheet", "get", dict.fromkeys(ROLES, 404) | {"judge": 200}),
    ("save", "post", dict.fromkeys(ROLES, 404) | {"judge": 422}),
    ("file", "get", dict.fromkeys(ROLES, 404) | {"judge": 200}),
    ("stand_aside", "get", dict.fromkeys(ROLES, 404) | {"judge": 200}),
    ("even_out", "get", dict.fromkeys(ROLES, 404) | {"judge": 200, "other judge": 200, "chair": 200}),
    ("own_workbook", "get", dict.fromkeys(ROLES, 404) | {"judge": 200, "other judge": 200, "chair": 200}),
    ("own_workbook_file", "get", dict.fromkeys(ROLES, 404) | {"judge": 200, "other judge": 200, "chair": 200}),
    ("panel_scores", "get", dict.fromkeys(ROLES, 404) | {"judge": 200, "other judge": 200, "chair": 403}),
    ("terms", "get", dict.fromkeys(ROLES, 404) | {"judge": 302}),
    ("decline", "get", dict.fromkeys(ROLES, 404) | {"judge": 200}),
    ("flag", "get", dict.fromkeys(ROLES, 404) | {"judge": 200}),
    ("own_meeting", "get", dict.fromkeys(ROLES, 404) | {"judge": 200, "other judge": 200, "chair": 200}),
    ("invited", "get", dict.fromkeys(ROLES, 404)),
    ("ask_review", "get", dict.fromkeys(ROLES, 200)),
    ("review", "get", dict.fromkeys(ROLES, 404) | {"stranger": 200}),
    ("seats", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200}),
    ("candidates", "get", RUN_BY_MANAGERS),
    ("outside", "get", RUN_BY_MANAGERS),
    ("set_up", "get", RUN_BY_MANAGERS),
    ("panel_terms", "get", RUN_BY_MANAGERS),
    ("seat", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 403, "manager": 200, "administrator": 200}),
    ("leave", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 403, "manager": 200, "administrator": 200}),
    ("rule", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 403, "administrator": 403}),
    ("assign", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200}),
    ("reopen", "get", OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 403, "administrator": 403}),
    (
        "results",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200},
    ),
    (
        "compute",
        "post",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 302, "manager": 302, "administrator": 302},
    ),
    (
        "firmness",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200},
    ),
    (
        "firmness_progress",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 302, "manager": 302, "administrator": 302},
    ),
    (
        "justification",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200},
    ),
    (
        "justification_pdf",
        "post",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 200},
    ),
    (
        "minutes",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 403},
    ),
    (
        "release",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 403, "administrator": 403},
    ),
    (
        "meeting",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 403},
    ),
    ("agenda", "get", SEEN_BY_OVERSEERS),
    ("table", "post", SEEN_BY_OVERSEERS | {"chair": 302, "manager": 302, "administrator": 403}),
    ("live", "get", SEEN_BY_OVERSEERS),
    ("motion", "get", SEEN_BY_OVERSEERS | {"administrator": 403}),
    ("votes", "get", SEEN_BY_OVERSEERS | {"administrator": 403}),
    ("reviews", "get", RUN_BY_MANAGERS),
    ("give_review", "get", RUN_BY_MANAGERS),
    ("minutes_pdf", "post", SEEN_BY_OVERSEERS),
    (
        "propose",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 403},
    ),
    (
        "confirm",
        "post",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 302, "manager": 403, "administrator": 302},
    ),
    (
        "withdraw",
        "get",
        OUTSIDE | {"judge": 404, "other judge": 404, "chair": 200, "manager": 200, "administrator": 403},
    ),
]


def test_the_table_of_answers_names_every_address():
    from judging.round_urls import round_urls
    from judging.sample_urls import sample_urls
    from judging.urls import urlpatterns

    tables_of_their_own = [*round_urls, *sample_urls]
    here = [pattern.name for pattern in urlpatterns if pattern not in tables_of_their_own]
    assert [name for name, _method, _answers in ANSWERS] == here


@pytest.mark.parametrize(("name", "method", "answers"), ANSWERS, ids=[name for name, *_ in ANSWERS])
def test_every_address_answers_each_role_as_it_may(client, cast, name, method, answers):
    cycle = cast["cycle"]
    compute_results(cycle=cycle, actor=None)
    conflict = ConflictFactory(seat=SeatFactory(panel=cast["seat"].panel), entry=cast["entries"][1])
    decision = Decision.objects.create(
        cycle=cycle,
        category=cast["entries"][1].category,
        entry=cast["entries"][1],
        place=1,
        justification="First by the ranking.",
        proposed_by=cast["manager"],
    )
    motion = propose_motion(cycle=cycle, text="That we meet again.", actor=cast["manager"])
    appeal = Appeal.objects.create(
        cycle=cycle, entry=cast["entries"][0], role="nominee", words="Why?", state="assigned", reviewer=cast["stranger"]
    )
    arguments = {
        "panel": [],
        "ask_review": [address_for(Asker(entry=cast["entries"][0].pk, person=cast["nominee"].pk)).split("/")[2]],
        "review": [appeal.pk],
        "give_review": [*where(cycle), appeal.pk],
        "votes": [*where(cycle), motion.pk],
        "flag": [cast["sheet"].pk],
        "sheet": [cast["sheet"].pk],
        "terms": [cast["seat"].pk],
        "decline": [cast["seat"].pk],
        "invited": [token_of(cast["seat"].pk)],
        "save": [cast["sheet"].pk],
        "file": [cast["sheet"].pk, cast["file"].pk],
        "stand_aside": [cast["sheet"].pk],
        "leave": [*where(cycle), cast["seat"].pk],
        "rule": [*where(cycle), conflict.pk],
        "reopen": [*where(cycle), cast["sheet"].pk],
        "firmness": [*where(cycle), "individual"],
        "firmness_progress": [*where(cycle), "individual"],
        "justification": [*where(cycle), "individual"],
        "justification_pdf": [*where(cycle), "individual"],
        "minutes": [*where(cycle), "individual"],
        "release": [*where(cycle), "individual"],
        "propose": [*where(cycle), "individual"],
        "confirm": [*where(cycle), decision.pk],
        "withdraw": [*where(cycle), decision.pk],
    }.get(name, where(cycle))
    found = {}
    for role in ROLES:
        Decision.objects.update(state="proposed", confirmed_by=None, confirmed_at=None)
        answer = page(client, cast[role], name, *arguments, data={} if method == "post" else None)
        found[role] = read_whole(answer).status_code
    assert found == answers
    client.logout()
    assert client.get(reverse(f"judging:{name}", args=arguments)).status_code in ANSWERED_WITHOUT_ACCOUNT.get(
        name, (302, 405)
    )


def test_a_judge_who_stands_aside_sees_no_score_of_that_entry():
    _cycle, entries, seats, chair = scored_cycle([[3, 3], [5, 5]])
    ConflictFactory(seat=chair, entry=entries[0])
    sheets = Assignment.objects.filter(seat=seats[0]).order_by("pk")
    assert [chair.judge.has_perm("judging.see_scores", sheet) for sheet in sheets] == [False, True]
