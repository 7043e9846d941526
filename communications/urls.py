from django.urls import URLPattern, URLResolver

app_name = "communications"
urlpatterns: list[URLPattern | URLResolver] = []
