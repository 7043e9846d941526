from django.utils.translation import gettext_lazy as _

from audit.verbs import register

register(
    {
        "announcement.planned": _("planned the announcement"),
        "results.announced": _("announced the results"),
        "award.consent_given": _("agreed to be named in public"),
        "award.consent_withdrawn": _("asked not to be named in public"),
        "award.citation_changed": _("changed the words of an award"),
        "award.citation_taken_down": _("had a quotation taken down, which may not be published any more"),
        "certificate.design_changed": _("changed how certificates look"),
        "certificate.revoked": _("revoked a certificate"),
        "reward.moved": _("moved a reward on"),
    }
)
