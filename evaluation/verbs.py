from django.utils.translation import gettext_lazy as _

from audit.verbs import register

register(
    {
        "survey.prepared": _("prepared the survey"),
        "survey.opened": _("opened the survey"),
        "survey.closed": _("closed the survey before its time"),
        "survey.imported": _("imported survey answers"),
        "question.saved": _("saved a survey question"),
        "question.removed": _("removed a survey question"),
        "kpi.created": _("created the KPI"),
        "kpi.changed": _("changed the KPI"),
        "kpi.imported": _("imported the KPI’s figures"),
        "kpi.removed": _("removed the KPI with its figures"),
        "measurement.changed": _("changed a figure of the KPI"),
        "measurement.removed": _("removed a figure of the KPI"),
        "review.written": _("wrote the evaluation"),
        "action.added": _("added an improvement action"),
        "action.done": _("ticked off an improvement action"),
        "action.reopened": _("took up an improvement action again"),
        "action.carried": _("carried an improvement action into the next cycle"),
        "log.written": _("wrote in the reflective log"),
        "evidence.packed": _("packed the evidence"),
        "report.exported": _("exported the evaluation report"),
    }
)
