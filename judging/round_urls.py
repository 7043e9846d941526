"""The addresses of the rounds of judging."""

from django.urls import path

from judging.views import round_voting, rounds

ROUNDS = "manage/<slug:slug>/c/<slug:name>/judging/rounds/"

round_urls = [
    path("judge/rounds/<int:pk>/", round_voting.round_votes, name="round_votes"),
    path("judge/rounds/<int:pk>/aside/<str:reference>/", round_voting.round_aside, name="round_aside"),
    path(ROUNDS, rounds.rounds, name="rounds"),
    path(ROUNDS + "new/<slug:mode>/", rounds.new, name="round_new"),
    path(ROUNDS + "<int:pk>/", rounds.result, name="round_result"),
    path(ROUNDS + "<int:pk>/change/", rounds.change, name="round_change"),
    path(ROUNDS + "<int:pk>/drop/", rounds.drop, name="round_drop"),
    path(ROUNDS + "<int:pk>/open/", rounds.open_now, name="round_open"),
    path(ROUNDS + "<int:pk>/close/", rounds.close, name="round_close"),
]
