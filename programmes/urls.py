from django.urls import URLPattern, URLResolver, path

from programmes.urls_plan import plan_urls
from programmes.views import (
    consultation_answer,
    cycle,
    cycle_dates,
    cycle_move,
    cycle_target,
    frequency,
    listing,
    outward,
    overview,
    public,
    public_rules,
)

app_name = "programmes"

CYCLE = "manage/<slug:slug>/c/<slug:name>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("nominate/", public.nominate_where, name="nominate_where"),
    path("ask/", public.who_to_ask, name="who_to_ask"),
    path("p/<slug:slug>/", public.programme, name="public"),
    path("p/<slug:slug>/rules/", public_rules.rules, name="public_rules"),
    path("p/<slug:slug>/rules/compare/", public_rules.compare, name="public_rules_compare"),
    path("consultation/<int:pk>/", consultation_answer.own, name="consultation_own"),
    path("consultation/<int:pk>/link/", consultation_answer.own_link, name="consultation_own_link"),
    path("consultation/answer/<str:token>/", consultation_answer.answer, name="consultation_answer"),
    path("p/<slug:slug>/accent.css", public.accent, name="accent"),
    path("p/<slug:slug>/card/", outward.card, name="card"),
    path("p/<slug:slug>/share.png", outward.share_picture, name="share"),
    path("manage/", listing.programmes, name="list"),
    # The plan's pages come first: /manage/new/ is no programme of that name.
    *plan_urls,
    path("manage/<slug:slug>/", overview.overview, name="overview"),
    path("manage/<slug:slug>/start/", overview.start, name="start"),
    path("manage/<slug:slug>/next-cycle/", overview.plan_next_cycle, name="plan_next_cycle"),
    path("manage/<slug:slug>/frequency/", frequency.frequency, name="frequency"),
    path(CYCLE, cycle.cycle_overview, name="cycle"),
    path(CYCLE + "dates/", cycle_dates.dates, name="cycle_dates"),
    path(CYCLE + "target/", cycle_target.target, name="cycle_target"),
    path(CYCLE + "move/<slug:stage>/", cycle_move.move, name="cycle_move"),
]
