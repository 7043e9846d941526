from django.utils.translation import gettext_lazy as _

from audit.verbs import register

register(
    {
        "wording.changed": _("changed the wording of a message"),
        "wording.restored": _("restored the wording of a message"),
    }
)
