from django.urls import URLPattern, URLResolver, path

from judging.views import feedback, files, firmness, judging, justification, panel, results, sheets

app_name = "judging"

JUDGING = "manage/<slug:slug>/c/<slug:name>/judging/"
RESULTS = "manage/<slug:slug>/c/<slug:name>/results/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("judge/", panel.panel, name="panel"),
    path("judge/<int:sheet>/", sheets.sheet, name="sheet"),
    path("judge/<int:sheet>/save/", sheets.save, name="save"),
    path("judge/<int:sheet>/files/<int:file>/", files.of_story, name="file"),
    path("judge/<int:sheet>/stand-aside/", sheets.stand_aside, name="stand_aside"),
    path("judge/<slug:slug>/<slug:name>/even-out/", panel.even_out, name="even_out"),
    path("judge/<slug:slug>/<slug:name>/scores/", panel.panel_scores, name="panel_scores"),
    path(JUDGING, judging.seats, name="seats"),
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
    path(RESULTS + "propose/<slug:category>/", results.propose, name="propose"),
    path(RESULTS + "decisions/<int:pk>/confirm/", results.confirm, name="confirm"),
    path(RESULTS + "decisions/<int:pk>/withdraw/", results.withdraw, name="withdraw"),
]
