"""The bucket instead of the folder; imported only where MEDIA_URL names one, so that others need not load the S3 client."""

from storages.backends.s3 import S3Storage

from awards_site.private_files import PrivateFiles


class PrivateBucket(PrivateFiles, S3Storage):
    """An S3 bucket, or what speaks like one. Nothing is ever public, overwritten by an upload of the same name, or linked to."""
