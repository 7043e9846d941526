"""What every way of running Laurel shares. Nothing here is secret and nothing here is insecure."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from awards_site.settings.languages import catalogues
from awards_site.settings.media import FOLDER
from awards_site.settings.rooms import *  # noqa: F403 — how the rooms meet, on a page of its own
from intake.virus_scanning import address_of

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DEBUG = False

INSTALLED_APPS = [
    "awards_site",
    "evaluation",
    "recognition",
    "judging",
    "nominations",
    "programmes",
    "communications",
    "jobs",
    "accounts",
    "audit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rules.apps.AutodiscoverRulesConfig",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "awards_site.middleware.NulMiddleware",
    "audit.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.OrganisationTimeMiddleware",
    "awards_site.middleware.OutsideJudgesMiddleware",
    "awards_site.middleware.WaitingMiddleware",
    "awards_site.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "awards_site.urls"
WSGI_APPLICATION = "awards_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.organisation",
                "awards_site.context.navigation",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
        },
    },
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.PasswordBackend",
    "accounts.backends.EmailBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up: people are brought in by an administrator
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
# Attempts at signing in and codes asked for, by address of the machine, by account and over all (allauth's cache).
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.SignInForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "accounts.sign_in_forms.SetPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.ResetPasswordKeyForm",
}
SOCIALACCOUNT_ADAPTER = "accounts.adapter.KnownPeopleOnlyAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Laurel"
# An administrator or a file gave each address, and nobody can sign up: it needs no proof before a second step is added.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# Pages are in the browser's language where there is a catalogue, else in the organisation's. The organisation's own zone
# is set for each request and each act of the clock.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("British English")), *catalogues(BASE_DIR / "locale")]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]

# Static files and what people upload
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": FOLDER,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Forms
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# Nothing from another host, nothing inline
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# How many proxies of ours stand in front; production counts them.
TRUSTED_PROXIES = 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SAMESITE = "Lax"

# The worker and the clock. The broker carries ids only; what is to be done stands in the database.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 840  # below the visibility timeout, or a slow task would run twice
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
# How long a worker may be silent about a job before another takes it over.
JOB_LEASE_SECONDS = int(os.environ.get("JOB_LEASE_SECONDS", "120"))
JOB_PATIENCE_SECONDS = int(os.environ.get("JOB_PATIENCE_SECONDS", "10"))
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "clock": {"task": "awards_site.tasks.tick", "schedule": 10.0, "options": {"expires": 10}},
}

# Nominations from the public form: days until an unconfirmed one is deleted and after which its
# sender is reminded once, seconds that nobody is faster than, and the
# most that come from one address, from one network and with another system's token within an hour.
NOMINATION_CONFIRM_DAYS = 14
NOMINATION_CONFIRM_REMIND_DAYS = 4
NOMINATION_MINIMUM_SECONDS = 3
NOMINATIONS_AN_HOUR = {"address": 10, "network": 60, "token": 1000}
# What is flagged for a manager to look at: more links in a story than this, and much the same story from so many addresses.
NOMINATION_MOST_LINKS = 2
NOMINATION_ALIKE_ADDRESSES = 3
# Days that a nominator has to answer what is asked; they are reminded once, so many days before that.
NOMINATION_ANSWER_DAYS = 7
# Days for which another system's Idempotency-Key is remembered.
IDEMPOTENCY_KEYS_DAYS = 30
NOMINATION_REMIND_DAYS = 2

# Days after which people whom somebody else named are told what is held of them: the law gives a month.
NOMINEES_TOLD_AFTER_DAYS = 21

# Files that come with a nomination: how many, how large each, and how much room all of a cycle's have, in megabytes. How
# many forms with files that could not be taken yet one network may send within an hour.
ATTACHMENTS = {"most": 5, "megabytes": 10, "cycle_megabytes": int(os.environ.get("ATTACHMENTS_CYCLE_MB", "2000"))}
UPLOADS_AN_HOUR = 30

# A ClamAV daemon that looks at each of these files before anybody opens it: tcp://host:3310 or unix:///path; empty for none.
CLAMD_URL = os.environ.get("CLAMD_URL", "")
if CLAMD_URL:
    address_of(CLAMD_URL)

# How long what is remembered until the next act (a visitor's page, the rail's figures) may stand where only the clock has
# changed it; any act shows at once.
UNTIL_NEXT_ACT_SECONDS = 10

# How many certificate codes one network may check in a minute.
VERIFICATIONS_PER_MINUTE = 30

# Whose bank holidays the preview of a programme's dates marks, where the programme names no region of its own.
HOLIDAY_REGION = os.environ.get("HOLIDAY_REGION", "GB-ENG").upper()

# No names and no stories: our own loggers write ids and codes.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
