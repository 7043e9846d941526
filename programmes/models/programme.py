from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_colour
from programmes.enums import ProgrammeState


class Programme(models.Model):
    """A scheme that recognises good service, run again and again in cycles. Its state changes in
    ``programmes.services.programmes`` only.
    """

    slug = models.SlugField(
        _("short name"), max_length=50, unique=True, help_text=_("Part of its address: /p/short-name/")
    )
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(_("purpose"))
    kinds = models.JSONField(_("kinds"), default=list)
    managers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="programmes_managed", verbose_name=_("managers")
    )
    state = models.CharField(_("state"), max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    public = models.BooleanField(_("shown to customers"), default=False)
    accent = models.CharField(_("accent colour"), max_length=7, default="#0e5a7a", validators=[validate_colour])
    image = models.ImageField(_("picture"), upload_to="programmes/", blank=True)
    commitment = models.TextField(
        _("our commitment"), blank=True, help_text=_("What customers are promised; shown on the public page.")
    )
    promised_by = models.CharField(_("promised by"), max_length=150, blank=True)
    pilot_teams = models.ManyToManyField(
        "accounts.Team",
        related_name="piloted",
        blank=True,
        verbose_name=_("pilot teams"),
        help_text=_("While it is a pilot, only these teams and the teams below them; empty for everybody."),
    )
    track_opens = models.BooleanField(
        _("note whether launch messages are opened"),
        default=False,
        help_text=_("By a small picture from this site. Shown by team only, and said in the message."),
    )
    second_look = models.BooleanField(
        _("a second person confirms each decline"),
        default=False,
        help_text=_("One proposes that a nomination is declined, another manager or an administrator confirms it."),
    )
    question = models.CharField(
        _("question on posters"), max_length=60, blank=True, default="", help_text=_("Such as “Who made your day?”")
    )
    invitation = models.CharField(
        _("invitation on posters"),
        max_length=240,
        blank=True,
        default="",
        help_text=_("A sentence or two under the question: why it is worth telling you."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ProgrammeState.values), name="programme_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return self.slug

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.slug
