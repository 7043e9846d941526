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
        "nomination.not_ours": _("said that who is named is not one of ours"),
        "nomination.who_asked": _("asked the nominator who is meant"),
        "nomination.who_told": _("said who is meant, as asked"),
        "nomination.flagged": _("was flagged, for somebody to look at"),
        "nomination.flag_set_aside": _("set a flag aside, with a reason"),
        "nomination.decline_proposed": _("proposed to decline the nomination"),
        "nomination.decline_kept": _("kept the nomination, whose decline was proposed"),
        "nomination.decline_dropped": _("took the proposal to decline back"),
        "nomination.regrouped": _("moved the nomination to another entry"),
        "nomination.more_asked": _("asked the nominator for more"),
        "nomination.added_to": _("added to the nomination, as asked"),
        "nomination.accepted": _("accepted the nomination"),
        "nomination.declined": _("declined the nomination"),
        "nomination.reopened": _("put the nomination back to be screened"),
        "nomination.withdrawn": _("withdrew the nomination"),
        "nomination.expired": _("deleted the nomination, which nobody confirmed"),
        "nomination.anonymised": _("removed a person's name from the nomination"),
        "entry.merged": _("made two entries one"),
        "entry.split": _("took nominations out of an entry"),
        "entry.move_undone": _("undid a change of entries"),
        "entry.made": _("made the entry"),
        "entry.removed": _("removed the entry, which no nomination supports any more"),
    }
)
