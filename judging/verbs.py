from django.utils.translation import gettext_lazy as _

from audit.verbs import register

register(
    {
        "panel.made": _("made the panel"),
        "judge.seated": _("seated a judge"),
        "judge.reseated": _("changed a judge's seat"),
        "judge.left": _("ended a judge's seat"),
        "conflict.found": _("found a conflict of interest"),
        "conflict.declared": _("declared a conflict of interest"),
        "conflict.upheld": _("upheld a conflict of interest"),
        "conflict.cleared": _("cleared a conflict of interest"),
        "judges.assigned": _("assigned the judges"),
        "scores.saved": _("saved scores"),
        "scores.imported": _("imported scores"),
        "sheet.submitted": _("sent a score sheet"),
        "sheet.reopened": _("reopened a score sheet"),
        "sheet.recused": _("stood aside from an entry"),
        "sheet.withdrawn": _("took a score sheet back"),
        "sheet.restored": _("gave a score sheet back"),
        "result.computed": _("computed a result"),
        "deliberation.recorded": _("recorded the panel's meeting"),
        "minutes.written": _("wrote minutes"),
        "remarks.released": _("released judges’ comments to nominees"),
        "decision.proposed": _("proposed a decision"),
        "decision.confirmed": _("confirmed a decision"),
        "decision.withdrawn": _("withdrew a decision"),
        "justification.printed": _("printed a justification report"),
    }
)
