from django.urls import URLPattern, URLResolver, path

from recognition.views import announcing, certificates, entry, rewards, verify, winners, wording

app_name = "recognition"
CYCLE = "manage/<slug:slug>/c/<slug:name>/announce/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("winners/", winners.all_winners, name="all_winners"),
    path("p/<slug:slug>/winners/", winners.programme_winners, name="winners"),
    path("verify/", verify.ask, name="verify_ask"),
    path("verify/<str:code>/", verify.verify, name="verify"),
    path("awards/<str:reference>/", entry.entry, name="entry"),
    path("awards/<str:reference>/consent/", entry.consent, name="consent"),
    path("awards/<str:reference>/certificate/", entry.certificate, name="own_certificate"),
    path("manage/<slug:slug>/certificates/", wording.design, name="design"),
    path(CYCLE, announcing.announcement, name="announce"),
    path(f"{CYCLE}letters/", announcing.letters, name="letters"),
    path(f"{CYCLE}progress/", certificates.progress, name="progress"),
    path(f"{CYCLE}retry/", certificates.retry, name="retry"),
    path(f"{CYCLE}certificates.zip", certificates.download_all, name="download_all"),
    path(f"{CYCLE}together/", certificates.put_together, name="put_together"),
    path(f"{CYCLE}certificates/<int:pk>/", certificates.download, name="download"),
    path(f"{CYCLE}certificates/<int:pk>/revoke/", certificates.revoke, name="revoke"),
    path(f"{CYCLE}awards/<int:pk>/", wording.citation, name="citation"),
    path(f"{CYCLE}rewards/<int:pk>/", rewards.move, name="reward"),
]
