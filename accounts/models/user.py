from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.job_role import JobRole
from accounts.models.team import Team


class UserManager(BaseUserManager["User"]):
    """Makes people; an email is kept in lower case so that two spellings cannot be two people."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in with ``password``, or only by emailed code where it is None."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator, for ``manage.py createsuperuser``."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in finds a person however the address is capitalised."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person of the organisation. What they may do follows from relationships (managers, seats, teams), not from flags;
    administrators are marked, by ``is_staff``, and judges from outside the organisation, by ``is_external``: they see the
    panel that they sit on and nothing else. An erased person stays as a row without any of their data.
    """

    email = models.EmailField(_("email"), unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    known_as = models.CharField(_("known as"), max_length=80, blank=True)
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="members", null=True, blank=True, verbose_name=_("team")
    )
    job_role = models.ForeignKey(
        JobRole, models.PROTECT, related_name="people", null=True, blank=True, verbose_name=_("job role")
    )
    site = models.CharField(_("site"), max_length=120, blank=True)
    line_manager = models.ForeignKey(
        "self", models.SET_NULL, related_name="reports", null=True, blank=True, verbose_name=_("line manager")
    )
    started_on = models.DateField(_("started on"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("administrator"), default=False)
    is_external = models.BooleanField(_("from outside the organisation"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_in_lower_case"),
            models.CheckConstraint(condition=~models.Q(line_manager=models.F("id")), name="user_is_not_own_manager"),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(is_active=False), name="user_erased_is_inactive"
            ),
            models.CheckConstraint(
                condition=models.Q(is_external=False) | models.Q(team__isnull=True, is_staff=False),
                name="user_external_has_no_team",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def short_name(self) -> str:
        """What colleagues call this person."""
        return self.known_as or self.full_name

    def get_full_name(self) -> str:
        """For Django's own templates."""
        return self.full_name

    def get_short_name(self) -> str:
        """For Django's own templates."""
        return self.short_name

    @property
    def audit_label(self) -> str:
        """How the audit trail names a person: by number only, so that an erasure reaches it."""
        return f"person {self.pk}"
