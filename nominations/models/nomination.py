from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nominations.enums import (
    GIVEN_BY_HAND,
    RECEIVED_STATES,
    SINGLE_PARTS,
    EvidencePart,
    Medium,
    NominationState,
    NominatorKind,
)
from nominations.models.entry import Entry
from nominations.models.nominee import Nominee
from programmes.models import Category, Criterion, Cycle


class Nomination(models.Model):
    """One person's submission. Its state changes in ``nominations.services.moving`` only; its reference can be read over
    the phone. ``entry`` is set while it is accepted, and only then.

    One that ``supports`` another adds a colleague's voice to it, with or without words of their own; it goes where that one
    goes (``nominations.services.supporters``).
    """

    reference = models.CharField(_("reference"), max_length=12, unique=True)
    external_reference = models.CharField(
        _("reference in the imported file"), max_length=60, blank=True, help_text=_("The same file twice adds nothing.")
    )
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="nominations")
    category = models.ForeignKey(Category, models.PROTECT, related_name="nominations")
    nominee = models.ForeignKey(Nominee, models.PROTECT, related_name="nominations")
    entry = models.ForeignKey(Entry, models.SET_NULL, related_name="nominations", null=True, blank=True)
    supports = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="supporters",
        null=True,
        blank=True,
        verbose_name=_("in support of"),
    )
    state = models.CharField(_("state"), max_length=12, choices=NominationState, default=NominationState.DRAFT)
    nominator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="nominations_made",
        null=True,
        blank=True,
        verbose_name=_("by"),
    )
    nominator_kind = models.CharField(_("nominator is"), max_length=10, choices=NominatorKind)
    nominator_name = models.CharField(_("nominator’s name"), max_length=150, blank=True)
    nominator_email = models.EmailField(_("nominator’s email"), blank=True)
    voice = models.CharField(
        max_length=64,
        blank=True,
        help_text=_("A digest of the confirmed address and the nominee: one voice each in a cycle."),
    )
    channel = models.CharField(_("channel"), max_length=40, blank=True, help_text=_("The code of the poster or link."))
    medium = models.CharField(_("came by"), max_length=10, choices=Medium, default=Medium.ONLINE)
    received_on = models.DateField(
        _("given on"), null=True, blank=True, help_text=_("The day on the paper, or of the call.")
    )
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="nominations_keyed_in",
        null=True,
        blank=True,
        verbose_name=_("keyed in by"),
    )
    may_show = models.BooleanField(_("the story may be shown to the nominee"), default=False)
    may_publish = models.BooleanField(_("the story may be published"), default=False)
    may_contact = models.BooleanField(_("the nominator may be asked about the story"), default=False)
    consent_wording = models.CharField(
        _("wording agreed to"),
        max_length=20,
        blank=True,
        help_text=_("A version of nominations.consents; empty for what came before wordings had versions."),
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(_("draft saved"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded of the draft"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    verified_at = models.DateTimeField(_("email confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["cycle", "state", "-submitted_at"], name="nomination_queue"),
            models.Index(fields=["cycle", "-submitted_at"], name="nomination_newest"),
            models.Index(fields=["nominator_email"], name="nomination_by_email"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=NominationState.values), name="nomination_state_known"),
            models.CheckConstraint(condition=Q(nominator_kind__in=NominatorKind.values), name="nomination_kind_known"),
            models.CheckConstraint(condition=Q(medium__in=Medium.values), name="nomination_medium_known"),
            models.CheckConstraint(
                condition=~Q(medium__in=GIVEN_BY_HAND) | Q(received_on__isnull=False), name="nomination_by_hand_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[NominationState.SUBMITTED, NominationState.ACCEPTED, NominationState.DECLINED])
                | Q(submitted_at__isnull=False),
                name="nomination_submitted_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=NominationState.ACCEPTED) | Q(entry__isnull=False),
                name="nomination_accepted_has_entry",
            ),
            models.UniqueConstraint(
                fields=["cycle", "external_reference"],
                condition=~Q(external_reference=""),
                name="nomination_imported_once",
            ),
            models.UniqueConstraint(
                fields=["cycle", "voice"],
                condition=~Q(voice="") & Q(state__in=RECEIVED_STATES),
                name="nomination_one_voice_a_nominee",
            ),
            models.CheckConstraint(
                condition=Q(supports__isnull=True)
                | (~Q(supports=F("pk")) & ~Q(nominator_kind=NominatorKind.SELF) & ~Q(state=NominationState.DRAFT)),
                name="nomination_supports_another",
            ),
            models.UniqueConstraint(
                fields=["supports", "nominator"],
                condition=Q(supports__isnull=False, nominator__isnull=False, state__in=RECEIVED_STATES),
                name="nomination_supported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def nominee_as_named(self) -> str:
        """The nominee for whoever nominated: a stranger reads the words they wrote themselves, and is not told whom of our
        people managers found behind “the tall man at the desk”.
        """
        given = self.nominee.name_given if self.nominator_id is None else ""
        return given or self.nominee.name

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return self.reference

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label


class Evidence(models.Model):
    """What a nomination says: for one of the four prompts, for one criterion, or of one member of a nominated team."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="evidence")
    part = models.CharField(_("part"), max_length=10, choices=EvidencePart, blank=True)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", null=True, blank=True)
    member = models.OneToOneField(
        "nominations.Member", models.CASCADE, related_name="contribution", null=True, blank=True
    )
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(criterion__isnull=True) & ~Q(part="")) | Q(criterion__isnull=False, part=""),
                name="evidence_part_or_criterion",
            ),
            models.UniqueConstraint(
                fields=["nomination", "part"], condition=Q(part__in=SINGLE_PARTS), name="evidence_part_once"
            ),
            models.CheckConstraint(
                condition=Q(part=EvidencePart.MEMBER, member__isnull=False)
                | (~Q(part=EvidencePart.MEMBER) & Q(member__isnull=True)),
                name="evidence_of_a_member",
            ),
            models.UniqueConstraint(
                fields=["nomination", "criterion"], condition=Q(criterion__isnull=False), name="evidence_criterion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.part or self.criterion}"
