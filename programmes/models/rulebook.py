from decimal import Decimal

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import JobRole
from programmes.enums import EligibilityKind, Feedback, Method, NomineeKind, RulebookState, Supporting
from programmes.models.objective import Objective
from programmes.models.programme import Programme


class Rulebook(models.Model):
    """One version of a programme's rules. What a cycle was opened with never changes: editing makes the next version,
    and the database itself refuses anything else (``programmes.triggers``). While people are consulted it does not change
    either. Its state changes in ``programmes.services.rulebooks`` and ``programmes.services.consultations`` only.

    ``revision`` counts the times a draft was saved: a form says which one it was opened on.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rulebooks")
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=RulebookState, default=RulebookState.DRAFT)
    change_note = models.TextField(_("what changed"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    judges_per_entry = models.PositiveSmallIntegerField(_("judges for each entry"), default=3)
    minimum_judges = models.PositiveSmallIntegerField(_("fewest judges for a result"), default=2)
    blind = models.BooleanField(_("judges do not see names"), default=True)
    scale_low = models.SmallIntegerField(_("lowest score"), default=1)
    scale_high = models.SmallIntegerField(_("highest score"), default=5)
    method = models.CharField(_("ranking method"), max_length=20, choices=Method, default=Method.CALIBRATED)
    tie_break = models.JSONField(_("ties are broken by"), default=list, blank=True)
    feedback = models.CharField(_("nominees see"), max_length=20, choices=Feedback, default=Feedback.SCORES)
    self_nomination = models.BooleanField(_("people may nominate themselves"), default=False)
    grace = models.BooleanField(
        _("a form that was open may be sent two minutes after closing"),
        default=False,
        help_text=_("It says that it came in these two minutes. Without this, the closing second is the last word."),
    )
    supporting = models.CharField(
        _("supporting a colleague’s nomination"),
        max_length=10,
        choices=Supporting,
        default=Supporting.NO,
        help_text=_(
            "Nobody reads who nominated, nor that they are named themselves; judges who see no names see no list."
        ),
    )
    judges_named = models.BooleanField(
        _("the report on a result names the judges beside their totals"),
        default=False,
        help_text=_("Without this it shows their totals from the highest down, so that they name nobody."),
    )
    full_panel = models.BooleanField(
        _("every judge of the panel reads every entry"),
        default=False,
        help_text=_(
            "For a small panel. The number of judges for each entry then counts for nothing; the fewest for a result does."
        ),
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("rulebook")
        verbose_name_plural = _("rulebooks")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "version"], name="rulebook_version_once"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state=RulebookState.PUBLISHED), name="rulebook_one_published"
            ),
            models.CheckConstraint(condition=Q(state__in=RulebookState.values), name="rulebook_state_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="rulebook_method_known"),
            models.CheckConstraint(condition=Q(supporting__in=Supporting.values), name="rulebook_supporting_known"),
            models.CheckConstraint(condition=Q(judges_per_entry__range=(1, 50)), name="rulebook_judges_in_range"),
            models.CheckConstraint(condition=Q(minimum_judges__gte=1), name="rulebook_minimum_judges"),
            models.CheckConstraint(condition=Q(scale_low__lt=F("scale_high")), name="rulebook_scale_rises"),
            models.CheckConstraint(
                condition=~Q(state__in=[RulebookState.PUBLISHED, RulebookState.SUPERSEDED])
                | Q(published_at__isnull=False),
                name="rulebook_published_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme.slug} v{self.version}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.programme.slug} rules v{self.version}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.programme.slug


class RulebookEdit(models.Model):
    """One saving of a draft: what the rules said before it, who saved and when, so that whoever saves next over an older
    page is told what has changed. Revision ``number`` is what came of it. Gone once the version is published.
    """

    rulebook = models.ForeignKey(Rulebook, models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True)
    before = models.JSONField(
        encoder=DjangoJSONEncoder, help_text="The rules as programmes.plans.rule_trees writes them."
    )

    class Meta:
        verbose_name = _("saving of a draft")
        verbose_name_plural = _("savings of drafts")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["rulebook", "number"], name="rulebook_edit_number_once")]

    def __str__(self) -> str:
        return f"{self.rulebook} revision {self.number}"


class Category(models.Model):
    """What can be won, by whom, and how many places there are. Individual and team categories never share a ranking."""

    rulebook = models.ForeignKey(Rulebook, models.CASCADE, related_name="categories")
    code = models.SlugField(_("code"), max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    nominee = models.CharField(_("nominee"), max_length=10, choices=NomineeKind, default=NomineeKind.PERSON)
    places = models.PositiveSmallIntegerField(_("winners"), default=1)
    commended = models.PositiveSmallIntegerField(_("highly commended"), default=0)
    eligible = models.TextField(_("who can win"), blank=True)
    job_roles = models.ManyToManyField(
        JobRole, related_name="+", blank=True, verbose_name=_("open to"), help_text=_("None chosen means everybody.")
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rulebook", "code"], name="category_code_once_a_rulebook"),
            models.CheckConstraint(condition=Q(nominee__in=NomineeKind.values), name="category_nominee_known"),
            models.CheckConstraint(condition=Q(places__gte=1), name="category_has_a_place"),
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """What judges score. Its weight may differ by category, so it stands on ``CriterionCategory``."""

    rulebook = models.ForeignKey(Rulebook, models.CASCADE, related_name="criteria")
    code = models.SlugField(_("code"), max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    meaning = models.TextField(_("what it means"), blank=True)
    service_standard = models.CharField(_("service standard it serves"), max_length=200, blank=True)
    objective = models.ForeignKey(
        Objective,
        models.SET_NULL,
        related_name="criteria",
        null=True,
        blank=True,
        verbose_name=_("objective it serves"),
    )
    categories = models.ManyToManyField(Category, through="CriterionCategory", related_name="criteria")

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["rulebook", "code"], name="criterion_code_once_a_rulebook")]

    def __str__(self) -> str:
        return self.title


class CriterionCategory(models.Model):
    """That a criterion counts in a category, and for how many of 100."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="places")
    category = models.ForeignKey(Category, models.CASCADE, related_name="weights")
    weight = models.DecimalField(
        _("weight"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))],
    )

    class Meta:
        verbose_name = _("weight")
        verbose_name_plural = _("weights")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "category"], name="weight_once"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=100), name="weight_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.weight}"


class Level(models.Model):
    """What a score of this value looks like."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="levels")
    value = models.SmallIntegerField(_("score"))
    description = models.CharField(_("looks like"), max_length=400)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["value"]
        constraints = [models.UniqueConstraint(fields=["criterion", "value"], name="level_once_a_criterion")]

    def __str__(self) -> str:
        return f"{self.value}: {self.description}"


class EligibilityRule(models.Model):
    """A rule that data can check, such as three months in the job. ``value`` is the number, ``listed`` the names that the
    kind needs.
    """

    RuleKind = EligibilityKind

    rulebook = models.ForeignKey(Rulebook, models.CASCADE, related_name="eligibility_rules")
    code = models.SlugField(_("code"), max_length=30)
    kind = models.CharField(_("kind"), max_length=20, choices=RuleKind)
    value = models.PositiveSmallIntegerField(_("number"), default=0)
    listed = models.JSONField(
        _("teams or sites"),
        default=list,
        blank=True,
        help_text=_("Their names; a team stands for those under it, too."),
    )
    title = models.CharField(_("in words"), max_length=200)

    class Meta:
        verbose_name = _("eligibility rule")
        verbose_name_plural = _("eligibility rules")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["rulebook", "code"], name="eligibility_code_once_a_rulebook")]

    def __str__(self) -> str:
        return self.title
