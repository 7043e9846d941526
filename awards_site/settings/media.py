"""Read MEDIA_URL: where files are kept when it is not a folder of this machine."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FORM = "s3://bucket/prefix?region=eu-west-2&endpoint_url=https://…"
PARAMETERS = {"region": "region_name", "endpoint_url": "endpoint_url", "addressing_style": "addressing_style"}
FOLDER = {"BACKEND": "awards_site.private_files.PrivateFolder"}


def storage_of(media_url: str) -> dict[str, Any]:
    """The default storage for this MEDIA_URL; a folder (MEDIA_ROOT) where it is empty.

    The keys are not part of the address: the S3 client finds them in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or in
    the machine's own role. Raises ImproperlyConfigured for an address that cannot be read.
    """
    if not media_url:
        return FOLDER
    parts = urlsplit(media_url)
    if parts.scheme != "s3" or not parts.hostname or parts.username or parts.port:
        raise ImproperlyConfigured(f"MEDIA_URL has to read {FORM}; keys belong into AWS_ACCESS_KEY_ID and its like.")
    options = {
        "bucket_name": parts.hostname,
        "location": unquote(parts.path.strip("/")),
        "default_acl": None,  # the bucket's own, which is to be private
        "file_overwrite": False,
        "querystring_auth": True,
        "signature_version": "s3v4",
    }
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name not in PARAMETERS or not value:
            raise ImproperlyConfigured(f"MEDIA_URL: “{name}” is nothing that is read here ({', '.join(PARAMETERS)}).")
        options[PARAMETERS[name]] = value
    return {"BACKEND": "awards_site.private_bucket.PrivateBucket", "OPTIONS": options}
