"""Production: everything from the environment, and a start that stops at the first thing missing or unreadable."""

import environ
from django.core.exceptions import ImproperlyConfigured

from awards_site.settings.base import *  # noqa: F403
from awards_site.settings.base import MIDDLEWARE, STORAGES
from awards_site.settings.databases import database_from
from awards_site.settings.media import storage_of

DEMO = False

env = environ.Env()


def _required(name: str) -> str:
    value = str(env.str(name, default=""))
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Production reads its settings from the environment only (see README.md); "
            f"for the demo use bin/run."
        )
    return value


SECRET_KEY = _required("SECRET_KEY")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("demo-"):
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters and must not be the demo's.")

ALLOWED_HOSTS = [host.strip() for host in _required("ALLOWED_HOSTS").split(",") if host.strip()]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; * would answer for anybody's.")
SITE_URL = _required("SITE_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

_required("DATABASE_URL")
DATABASES = {"default": database_from("DATABASE_URL", pooled=env.bool("DATABASE_POOLED", default=False))}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = _required("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "awards_site.cache.PatientRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 5},
    },
}
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
}
CELERY_BEAT_SCHEDULE_FILENAME = env.str("CLOCK_FILE", default="/tmp/laurel-clock")  # noqa: S108 — beat's own memory, rebuilt when lost

_required("EMAIL_URL")
vars().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = _required("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Django's own MEDIA_URL stays empty: no file has a public address.
STORAGES = {**STORAGES, "default": storage_of(env.str("MEDIA_URL", default=""))}
if "OPTIONS" in STORAGES["default"] and env.str("MEDIA_ROOT", default=""):
    raise ImproperlyConfigured("MEDIA_ROOT and MEDIA_URL are both set; files are kept in one place only.")
MEDIA_ROOT = "" if "OPTIONS" in STORAGES["default"] else _required("MEDIA_ROOT")
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))  # noqa: F405

# How many proxies stand in front and append to X-Forwarded-For; 0 where gunicorn meets the world itself.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)
if TRUSTED_PROXIES < 0:
    raise ImproperlyConfigured("TRUSTED_PROXIES counts the proxies in front; it cannot be negative.")
MIDDLEWARE = ["awards_site.middleware.ClientAddressMiddleware", *MIDDLEWARE]

# Behind TLS, always; a proxy in front must set X-Forwarded-Proto itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# Sign-in with the organisation's own identity provider, where it has one
if env.str("OIDC_SERVER_URL", default=""):
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": env.str("OIDC_NAME", default="Single sign-on"),
                    "client_id": _required("OIDC_CLIENT_ID"),
                    "secret": _required("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": env.str("OIDC_SERVER_URL")},
                },
            ],
        },
    }
