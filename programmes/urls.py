from django.urls import URLPattern, URLResolver, path

from programmes.views import cycle, overview, public

app_name = "programmes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("p/<slug:slug>/", public.programme, name="public"),
    path("manage/<slug:slug>/", overview.overview, name="overview"),
    path("manage/<slug:slug>/c/<slug:name>/", cycle.cycle_overview, name="cycle"),
]
