from django.urls import URLPattern, URLResolver, path

from jobs.views import jobs

app_name = "jobs"
urlpatterns: list[URLPattern | URLResolver] = [
    path("jobs/", jobs.jobs, name="list"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/retry/", jobs.retry, name="retry"),
    path("jobs/<int:pk>/download/", jobs.download, name="download"),
]
