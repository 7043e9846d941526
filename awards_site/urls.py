"""The addresses of every room. Each room's own are in its ``urls.py``."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from awards_site.views import health, home

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # allauth's documented way

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # First, for the lines are tried in turn and most requests come to the public form.
    path("", include("nominations.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("audit.urls")),
    path("", include("jobs.urls")),
    path("", include("communications.urls")),
    path("", include("programmes.urls")),
    path("", include("judging.urls")),
    path("", include("recognition.urls")),
    path("", include("evaluation.urls")),
]
