"""What a certificate may load beside what every printed sheet may: its ornaments."""

from typing import Any

from weasyprint.urls import URLFetcherResponse

from printing.fetching import LocalFetcher, picture
from recognition.printing import art


class OrnamentFetcher(LocalFetcher):
    """Serves ``ornament:…``, drawn here, and what is local."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The content of a local address. Raises printing.fetching.NotLocal."""
        scheme, _, name = url.partition(":")
        if scheme == "ornament":
            return picture(url, art.draw(name).encode(), "image/svg+xml")
        return super().fetch(url, headers)
