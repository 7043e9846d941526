"""The addresses of the calibration round."""

from django.urls import path

from judging.views import calibration_round, samples

CALIBRATION = "manage/<slug:slug>/c/<slug:name>/judging/calibration/"

sample_urls = [
    path("judge/<slug:slug>/<slug:name>/samples/", samples.own_samples, name="samples"),
    path("judge/<slug:slug>/<slug:name>/samples/panel/", samples.panel_spread, name="samples_panel"),
    path("judge/samples/<int:sample>/", samples.sample_sheet, name="sample"),
    path("judge/samples/<int:sample>/save/", samples.save, name="sample_save"),
    path(CALIBRATION, calibration_round.calibration, name="calibration"),
    path(CALIBRATION + "add/<slug:source>/", calibration_round.add, name="calibration_add"),
    path(CALIBRATION + "samples/<int:pk>/", calibration_round.sample, name="calibration_sample"),
    path(CALIBRATION + "open/", calibration_round.open_now, name="calibration_open"),
    path(CALIBRATION + "close/", calibration_round.close, name="calibration_close"),
    path(CALIBRATION + "judges/<int:pk>/", calibration_round.let_start, name="calibration_let_begin"),
]
