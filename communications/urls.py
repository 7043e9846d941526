from django.urls import URLPattern, URLResolver, path

from communications.views import outbox, wording

app_name = "communications"
urlpatterns: list[URLPattern | URLResolver] = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/", outbox.message, name="message"),
    path("outbox/<int:pk>/retry/", outbox.retry, name="retry"),
    path("messages/", wording.wordings, name="wordings"),
    path("messages/<slug:key>/", wording.wording, name="wording"),
    path("messages/<slug:key>/restore/", wording.restore, name="restore"),
]
