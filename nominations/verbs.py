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
        "entry.made": _("made the entry"),
        "entry.removed": _("removed the entry, which no nomination supports any more"),
    }
)
