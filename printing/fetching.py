"""What a printed sheet may load: our own files, uploaded pictures and data of its own. Never the network."""

import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.core.files.storage import default_storage
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(settings.BASE_DIR) / "static"


class NotLocal(ValueError):
    """A printed sheet asked for something that is not ours."""


class LocalFetcher(URLFetcher):
    """Serves ``upload:…``, data URIs and files of our own ``static`` folder; refuses all else, the network first."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data", "file"}, allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The content of a local address. Raises NotLocal."""
        scheme, _, name = url.partition(":")
        if scheme == "upload":
            with default_storage.open(unquote(name), "rb") as file:
                return picture(url, file.read(), mimetypes.guess_type(name)[0] or "application/octet-stream")
        if scheme != "data" and not (scheme == "file" and _is_ours(url)):
            raise NotLocal(scheme)
        return super().fetch(url, headers)


def picture(url: str, content: bytes, content_type: str) -> URLFetcherResponse:
    """What a fetcher answers with content that it has at hand."""
    return URLFetcherResponse(url, content, {"Content-Type": content_type})


def _is_ours(url: str) -> bool:
    path = Path(url2pathname(urlsplit(url).path)).resolve()
    return path.is_relative_to(STATIC.resolve())
