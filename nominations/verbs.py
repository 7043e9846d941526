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
        "nomination.files_added": _("added files to the nomination"),
        "nomination.file_removed": _("removed a file from the nomination"),
        "nomination.file_checked": _("found nothing wrong in a file of the nomination"),
        "nomination.file_withheld": _("withheld a file of the nomination, as the virus scanner found something in it"),
        "nomination.file_shown": _("let judges who see no names open a file of the nomination"),
        "nomination.file_hidden": _("kept a file of the nomination from judges who see no names"),
        "nomination.redaction_found": _("found what gives away who is meant"),
        "nomination.redaction_looked_at": _("looked at what judges read"),
        "nomination.words_hidden": _("hid words from the judges"),
        "nomination.words_shown": _("let judges read words again"),
        "entry.made": _("made the entry"),
        "entry.removed": _("removed the entry, which no nomination supports any more"),
    }
)
