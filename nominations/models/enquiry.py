from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nominations.enums import EnquiryKind
from nominations.models.member import Member
from nominations.models.nomination import Nomination


class Enquiry(models.Model):
    """A question to a nominator before their nomination is passed on. What they add to the story is evidence
    (EvidencePart.ADDED); whom they mean is no part of the story and stands in ``answer``.
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="enquiries")
    kind = models.CharField(_("about"), max_length=4, choices=EnquiryKind, default=EnquiryKind.MORE)
    member = models.ForeignKey(
        Member, models.SET_NULL, related_name="enquiries", null=True, blank=True, verbose_name=_("about the member")
    )
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, help_text=_("Who is meant, in the nominator’s words."))
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    lapsed_at = models.DateTimeField(_("lapsed"), null=True, blank=True)

    class Meta:
        verbose_name = _("question to a nominator")
        verbose_name_plural = _("questions to nominators")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination"], condition=Q(answered_at=None, lapsed_at=None), name="enquiry_one_waits_in_time"
            ),
            models.CheckConstraint(condition=Q(kind__in=EnquiryKind.values), name="enquiry_kind_known"),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(kind=EnquiryKind.MEMBER), name="enquiry_about_a_member"
            ),
        ]

    @property
    def asks_who(self) -> bool:
        """Whether it is about who is meant, and so no part of the story."""
        return self.kind != EnquiryKind.MORE

    def __str__(self) -> str:
        return f"{self.nomination}: {self.asked_at:%Y-%m-%d}"
