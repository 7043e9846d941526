"""Where uploads, certificates and reports are kept: private, handed out by our views only, after asking who asks."""

from django.core.files.storage import FileSystemStorage


class NoAddress(ValueError):
    """Something asked for the public address of a private file."""


class PrivateFiles:
    """A storage whose files have no address of their own; lay it before the storage's class."""

    def url(self, name: str | None, *args: object, **kwargs: object) -> str:
        """Never. Raises NoAddress: give the address of a view that checks who asks."""
        raise NoAddress(f"{name} is private; it has no public address")


class PrivateFolder(PrivateFiles, FileSystemStorage):
    """A folder of this machine: settings.MEDIA_ROOT."""
