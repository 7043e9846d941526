from django.urls import URLPattern, URLResolver, path

from nominations.views import (
    apathy,
    api,
    api_tokens,
    colleague,
    exporting,
    files,
    follow,
    importing,
    keying_in,
    mine,
    named,
    participation,
    public,
    queue,
    redaction,
    screening,
    story_help,
)

app_name = "nominations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("p/<slug:slug>/nominate/", public.nominate, name="nominate"),
    path("p/<slug:slug>/nominate/thanks/<str:reference>/", public.thanks, name="thanks"),
    path("p/<slug:slug>/nominate/<str:reference>/", colleague.draft, name="draft"),
    path("p/<slug:slug>/nominate/<str:reference>/discard/", colleague.discard, name="discard"),
    path("nominate/story-help/", story_help.story_help, name="story_help"),
    path("n/<str:reference>/", follow.status, name="status"),
    path("n/<str:reference>/confirm/", follow.confirm_address, name="confirm"),
    path("n/<str:reference>/add/", follow.add_to_it, name="add"),
    path("n/<str:reference>/files/<int:file>/", files.of_nominator, name="own_file"),
    path("n/<str:reference>/withdraw/", follow.withdraw_nomination, name="withdraw"),
    path("api/", api.api, name="api"),
    path("api/openapi.json", api.openapi, name="openapi"),
    path("api/programmes/<slug:slug>/nominations/", api.nominations, name="api_nominations"),
    path("manage/<slug:slug>/other-systems/", api_tokens.tokens, name="tokens"),
    path("manage/<slug:slug>/other-systems/<int:pk>/revoke/", api_tokens.revoke, name="revoke_token"),
    path("nominations/", mine.my_nominations, name="mine"),
    path("manage/<slug:slug>/c/<slug:name>/nominations/", queue.queue, name="queue"),
    path(
        "manage/<slug:slug>/c/<slug:name>/nominations/participation/", participation.participation, name="participation"
    ),
    path("manage/<slug:slug>/c/<slug:name>/nominations/key-in/", keying_in.keying_in, name="key_in"),
    path("manage/<slug:slug>/c/<slug:name>/nominations/import/", importing.bring_in, name="import"),
    path("manage/<slug:slug>/c/<slug:name>/nominations/import/<int:pk>/", importing.file, name="import_file"),
    path(
        "manage/<slug:slug>/c/<slug:name>/nominations/import/<int:pk>/columns/",
        importing.columns,
        name="import_columns",
    ),
    path(
        "manage/<slug:slug>/c/<slug:name>/nominations/import/<int:pk>/to-correct/",
        importing.corrections,
        name="import_corrections",
    ),
    path("manage/<slug:slug>/c/<slug:name>/nominations/export.<str:file_format>", exporting.export, name="export"),
    path("named/<int:pk>/", named.named, name="named"),
    path("manage/<slug:slug>/c/<slug:name>/nominations/telling/", named.telling, name="telling"),
    path("manage/<slug:slug>/c/<slug:name>/nominations/judges-read/", redaction.redactions, name="redactions"),
    path("manage/<slug:slug>/c/<slug:name>/nominations/<str:reference>/", screening.nomination, name="nomination"),
    path(
        "manage/<slug:slug>/c/<slug:name>/nominations/<str:reference>/judges-read/",
        redaction.redaction,
        name="redaction",
    ),
    path("manage/<slug:slug>/c/<slug:name>/nominations/<str:reference>/match/", screening.match, name="match"),
    path("manage/<slug:slug>/c/<slug:name>/nominations/<str:reference>/accept/", screening.accept_one, name="accept"),
    path(
        "manage/<slug:slug>/c/<slug:name>/nominations/<str:reference>/files/<int:file>/", files.of_manager, name="file"
    ),
    path(
        "manage/<slug:slug>/c/<slug:name>/nominations/<str:reference>/files/<int:file>/judges/",
        files.show_to_judges,
        name="show_file",
    ),
    path("manage/<slug:slug>/c/<slug:name>/encourage/", apathy.encourage, name="encourage"),
    path(
        "manage/<slug:slug>/c/<slug:name>/nominations/<str:reference>/decline/", screening.decline_one, name="decline"
    ),
    path("manage/<slug:slug>/c/<slug:name>/nominations/<str:reference>/ask/", screening.ask_one, name="ask"),
    path("manage/<slug:slug>/c/<slug:name>/nominations/<str:reference>/undo/", screening.undo_one, name="undo"),
]
