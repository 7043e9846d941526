from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nominations.models.nomination import Nomination


class Member(models.Model):
    """Somebody whom a nomination of a team names as part of it: a person of the directory, or a name as it was given. What
    they contributed is a text of the nomination (``Evidence.member``), so that it is read, hidden and removed like the others.
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="named_as_member",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    name_given = models.CharField(_("name as given"), max_length=150, blank=True)
    outside = models.BooleanField(_("not one of ours"), default=False)
    said_at = models.DateTimeField(
        _("said by hand"),
        null=True,
        blank=True,
        help_text=_("When a manager said who is meant, or took that back; nothing is matched by itself from then on."),
    )

    class Meta:
        verbose_name = _("member of a nominated team")
        verbose_name_plural = _("members of nominated teams")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name_given=""), name="member_has_a_name"),
            models.UniqueConstraint(
                fields=["nomination", "person"], condition=Q(person__isnull=False), name="member_once_a_nomination"
            ),
            models.CheckConstraint(
                condition=Q(outside=False) | Q(person__isnull=True), name="member_outside_is_nobody"
            ),
        ]
        indexes = [
            models.Index(fields=["nomination"], condition=Q(person=None, outside=False), name="member_to_match"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name for a page: the person's, else as given."""
        return self.person.full_name if self.person is not None else self.name_given
