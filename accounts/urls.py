from django.urls import URLPattern, URLResolver, path

from accounts.views import organisation, people, people_import, personal_data, teams

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="person_add"),
    path("people/import/", people_import.import_page, name="people_import"),
    path("people/teams/", teams.teams, name="teams"),
    path("people/teams/add/", teams.team, name="team_add"),
    path("people/teams/<int:pk>/", teams.team, name="team"),
    path("people/roles/", teams.roles, name="roles"),
    path("people/roles/add/", teams.role, name="role_add"),
    path("people/roles/<int:pk>/", teams.role, name="role"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/active/", people.set_active, name="person_active"),
    path("people/<int:pk>/export/", personal_data.export, name="person_export"),
    path("people/<int:pk>/erase/", personal_data.erase, name="person_erase"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/logo/change/", organisation.change_logo, name="change_logo"),
    path("organisation/logo.png", organisation.logo, name="logo"),
    path("privacy/", organisation.privacy, name="privacy"),
    path("accessibility/", organisation.accessibility, name="accessibility"),
]
