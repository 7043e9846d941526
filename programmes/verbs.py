from django.utils.translation import gettext_lazy as _

from audit.verbs import register

register(
    {
        "programme.created": _("created the programme"),
        "programme.imported": _("imported the programme"),
        "programme.changed": _("changed the programme"),
        "programme.proposed": _("proposed the programme"),
        "programme.approved": _("approved the programme"),
        "programme.started": _("started the programme"),
        "programme.retired": _("retired the programme"),
        "objective.saved": _("saved an objective"),
        "option.saved": _("saved an option"),
        "option.scored": _("scored an option"),
        "option.chosen": _("chose an option"),
        "rulebook.drafted": _("drafted the rules"),
        "rulebook.changed": _("changed the rules"),
        "rulebook.copied": _("took the rules over from another version"),
        "rulebook.published": _("published the rules"),
        "consultation.opened": _("opened a consultation about the rules"),
        "consultation.closed": _("closed a consultation about the rules"),
        "consultation.replied": _("replied to a consultation about the rules"),
        "consultation.answered": _("answered a consultation under their name"),
        "reward.saved": _("saved a reward"),
        "frequency.changed": _("changed how often it runs"),
        "presentation.changed": _("changed how it is presented"),
        "case.drafted": _("drafted the business case"),
        "case.changed": _("changed the business case"),
        "case.proposed": _("proposed the business case"),
        "case.answered": _("answered the business case"),
        "case.approved_informally": _("recorded an informal approval"),
        "launch.saved": _("saved a launch task"),
        "launch.done": _("ticked off a launch task"),
        "cycle.created": _("created the cycle"),
        "cycle.names_removed": _("removed the cycle's names and stories, as promised"),
        "cycle.moved": _("moved the cycle"),
        "cycle.dates_changed": _("changed the cycle's dates"),
    }
)
