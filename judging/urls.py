from django.urls import URLPattern, URLResolver, path

from judging.round_urls import round_urls
from judging.views import (
    answering,
    feedback,
    firmness,
    judging,
    justification,
    meeting,
    panel,
    putting_together,
    results,
    reviews,
    sheets,
)

app_name = "judging"

JUDGING = "manage/<slug:slug>/c/<slug:name>/judging/"
RESULTS = "manage/<slug:slug>/c/<slug:name>/results/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("judge/", panel.panel, name="panel"),
    path("judge/<int:sheet>/", sheets.sheet, name="sheet"),
    path("judge/<int:sheet>/save/", sheets.save, name="save"),
    path("judge/<int:sheet>/stand-aside/", sheets.stand_aside, name="stand_aside"),
    path("judge/<slug:slug>/<slug:name>/even-out/", panel.even_out, name="even_out"),
    path("judge/<slug:slug>/<slug:name>/scores/", panel.panel_scores, name="panel_scores"),
    path("judge/seats/<int:seat>/terms/", answering.terms, name="terms"),
    path("judge/seats/<int:seat>/decline/", answering.decline, name="decline"),
    path("judge/<int:sheet>/flag/", meeting.flag, name="flag"),
    path("judge/<slug:slug>/<slug:name>/meeting/", meeting.own_meeting, name="own_meeting"),
    path("judge/invited/<str:token>/", answering.invited, name="invited"),
    path("review/<str:token>/", reviews.ask_review, name="ask_review"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path(JUDGING, judging.seats, name="seats"),
    path(JUDGING + "candidates/", putting_together.candidates, name="candidates"),
    path(JUDGING + "outside/", putting_together.outside, name="outside"),
    path(JUDGING + "set-up/", putting_together.set_up, name="set_up"),
    path(JUDGING + "terms/", putting_together.panel_terms, name="panel_terms"),
    path(JUDGING + "seat/", judging.seat, name="seat"),
    path(JUDGING + "seats/<int:pk>/leave/", judging.leave, name="leave"),
    path(JUDGING + "conflicts/<int:pk>/", judging.rule, name="rule"),
    path(JUDGING + "assign/", judging.assign, name="assign"),
    path(JUDGING + "sheets/<int:pk>/reopen/", judging.reopen, name="reopen"),
    path(RESULTS, results.results, name="results"),
    path(RESULTS + "compute/", results.compute, name="compute"),
    path(RESULTS + "firmness/<slug:category>/", firmness.firmness, name="firmness"),
    path(RESULTS + "firmness/<slug:category>/progress/", firmness.firmness_progress, name="firmness_progress"),
    path(RESULTS + "justification/<slug:category>/", justification.justification, name="justification"),
    path(RESULTS + "justification/<slug:category>/pdf/", justification.justification_pdf, name="justification_pdf"),
    path(RESULTS + "minutes/<slug:category>/", results.minutes, name="minutes"),
    path(RESULTS + "comments/<slug:category>/", feedback.release, name="release"),
    path(RESULTS + "meeting/", results.meeting, name="meeting"),
    path(RESULTS + "agenda/", meeting.agenda, name="agenda"),
    path(RESULTS + "agenda/table/", meeting.table, name="table"),
    path(RESULTS + "live/", meeting.live, name="live"),
    path(RESULTS + "motions/", meeting.motion, name="motion"),
    path(RESULTS + "motions/<int:pk>/", meeting.votes, name="votes"),
    path(RESULTS + "reviews/", reviews.reviews, name="reviews"),
    path(RESULTS + "reviews/<int:pk>/", reviews.give_review, name="give_review"),
    path(RESULTS + "minutes.pdf", meeting.minutes_pdf, name="minutes_pdf"),
    path(RESULTS + "propose/<slug:category>/", results.propose, name="propose"),
    path(RESULTS + "decisions/<int:pk>/confirm/", results.confirm, name="confirm"),
    path(RESULTS + "decisions/<int:pk>/withdraw/", results.withdraw, name="withdraw"),
    *round_urls,
]
