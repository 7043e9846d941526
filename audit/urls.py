from django.urls import URLPattern, URLResolver, path

from audit.views import trail

app_name = "audit"
urlpatterns: list[URLPattern | URLResolver] = [
    path("audit/", trail.trail, name="trail"),
    path("audit/export/", trail.export, name="export"),
    path("audit/verify_trail.py", trail.verifier, name="verifier"),
]
