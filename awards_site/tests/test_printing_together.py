"""Threads of one process print one after the other: the libraries that draw share what they know of fonts, and crash."""

import threading
import time
from contextlib import suppress

import pypdfium2
from weasyprint import HTML

from evaluation.exports.pdf import _printed
from printing.pictures import to_png
from printing.press import to_pdf
from recognition.printing.press import to_pdf as to_certificate


class Busy:
    """Counts how many threads draw at the same moment."""

    def __init__(self):
        self.now = self.most = self.times = 0

    def __call__(self, *_drawn, **_options):
        self.now += 1
        self.times += 1
        self.most = max(self.most, self.now)
        time.sleep(0.02)
        self.now -= 1
        raise EOFError


def test_no_two_threads_draw_at_once(monkeypatch):
    busy = Busy()
    monkeypatch.setattr(HTML, "write_pdf", busy)
    monkeypatch.setattr(pypdfium2, "PdfDocument", busy)
    page = "<title>Page</title>"
    makers = [
        lambda: to_pdf(page, "case.css"),
        lambda: to_certificate(page),
        lambda: _printed(page),
        lambda: to_png(b"%PDF", width=10),
    ]

    def make(maker):
        with suppress(EOFError):
            maker()

    threads = [threading.Thread(target=make, args=[maker]) for maker in makers * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (busy.times, busy.most) == (8, 1)
