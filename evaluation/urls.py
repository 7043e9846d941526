from django.urls import URLPattern, URLResolver, path

from evaluation.views import (
    actions,
    answer,
    evaluate,
    files,
    kpis,
    log,
    measurements,
    plan_evidence,
    reports,
    surveys,
    uploads,
)

app_name = "evaluation"
CYCLE = "manage/<slug:slug>/c/<slug:name>/evaluate/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("s/<str:token>/", answer.answer, name="answer"),
    path(CYCLE, evaluate.evaluate, name="evaluate"),
    path(f"{CYCLE}words/", evaluate.review, name="review"),
    path(f"{CYCLE}improvements/", actions.add, name="add_action"),
    path(f"{CYCLE}surveys/", surveys.surveys, name="surveys"),
    path(f"{CYCLE}surveys/upload/", uploads.responses, name="upload_responses"),
    path(f"{CYCLE}surveys/<str:audience>/close/", surveys.close, name="close_survey"),
    path(f"{CYCLE}surveys/<str:audience>/add/", surveys.add_question, name="add_question"),
    path(f"{CYCLE}surveys/questions/<int:pk>/", surveys.change_question, name="change_question"),
    path(f"{CYCLE}surveys/questions/<int:pk>/remove/", surveys.remove_question, name="remove_question"),
    path(f"{CYCLE}report.<str:file_format>", files.download, name="download"),
    path(f"{CYCLE}report/", files.ask, name="ask_report"),
    path(f"{CYCLE}report/<int:pk>/", files.progress, name="report_progress"),
    path(f"{CYCLE}report/<int:pk>/retry/", files.retry, name="report_retry"),
    path(f"{CYCLE}report/<int:pk>/file/", files.result, name="report_file"),
    path("improvements/<int:pk>/", actions.action, name="action"),
    path("manage/<slug:slug>/evidence/", plan_evidence.evidence, name="plan_evidence"),
    path("manage/<slug:slug>/log/", log.log, name="log"),
    path("reports/", reports.reports, name="reports"),
    path("reports/cycles.<str:file_format>", reports.export, name="export_reports"),
    path("reports/kpis/", kpis.kpis, name="kpis"),
    path("reports/kpis-from-a-file/", uploads.kpis, name="upload_kpis"),
    path("reports/kpis/<slug:code>/", kpis.change, name="kpi"),
    path("reports/kpis/<slug:code>/remove/", measurements.remove, name="kpi_remove"),
    path("reports/kpis/<slug:code>/values/", measurements.values, name="kpi_values"),
    path("reports/kpis/<slug:code>/values/<str:day>/", measurements.value, name="kpi_value"),
]
