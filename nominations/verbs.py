from django.utils.translation import gettext_lazy as _

from audit.verbs import register

register(
    {
        "nomination.received": _("sent a nomination, to be confirmed"),
        "nomination.confirmed": _("confirmed the nomination"),
        "nomination.drafted": _("began a nomination"),
        "nomination.draft_discarded": _("threw a draft away"),
        "nomination.submitted": _("submitted the nomination"),
        "nomination.imported": _("imported the nomination"),
        "nomination.keyed_in": _("keyed the nomination in"),
        "nomination_file.uploaded": _("uploaded a file of nominations"),
        "nomination_file.imported": _("imported a file of nominations"),
        "nomination_file.forgotten": _("deleted an uploaded file of nominations"),
        "nominations.exported": _("downloaded the list of nominations"),
        "api_token.made": _("made a token for another system"),
        "api_token.revoked": _("revoked a token of another system"),
        "nomination.matched": _("matched the name to the directory"),
        "nomination.more_asked": _("asked the nominator for more"),
        "nomination.added_to": _("added to the nomination, as asked"),
        "nomination.accepted": _("accepted the nomination"),
        "nomination.declined": _("declined the nomination"),
        "nomination.reopened": _("put the nomination back to be screened"),
        "nomination.withdrawn": _("withdrew the nomination"),
        "nomination.expired": _("deleted the nomination, which nobody confirmed"),
        "nomination.anonymised": _("removed a person's name from the nomination"),
        "nomination.redaction_found": _("found what gives away who is meant"),
        "nomination.redaction_looked_at": _("looked at what judges read"),
        "nomination.words_hidden": _("hid words from the judges"),
        "nomination.words_shown": _("let judges read words again"),
        "nominee.told": _("told a nominee what is held of them"),
        "nominee.asked_not_to_publish": _("asked that their story is not published"),
        "nominee.lets_publish": _("let their story be published after all"),
        "nominees.put_off": _("put off telling the nominees, with a reason"),
        "nominees.in_time": _("decided to tell the nominees within the month"),
        "entry.made": _("made the entry"),
        "entry.removed": _("removed the entry, which no nomination supports any more"),
    }
)
