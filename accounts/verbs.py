from django.utils.translation import gettext_lazy as _

from audit.verbs import register

register(
    {
        "organisation.changed": _("changed the organisation's settings"),
        "people.imported": _("imported people"),
        "person.invited": _("added a person"),
        "person.changed": _("changed a person"),
        "person.deactivated": _("closed a person's account"),
        "team.saved": _("saved a team"),
        "role.saved": _("saved a job role"),
        "person.erased": _("erased a person's data"),
        "person.exported": _("exported a person's data"),
    }
)
