"""What a file that somebody hands in may be, and what is left of it."""

import io
import socket
import threading
from contextlib import closing

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from intake.file_names import tidy_name
from intake.uploads import checked_upload
from intake.virus_scanning import NoScanner, address_of, threat_in
from nominations.tests.sample_files import PDF, docx, file, picture

KINDS = ("pdf", "jpg", "png", "webp", "docx")


def checked(name, content):
    return checked_upload(file(name, content), among=KINDS, largest=1024 * 1024, refusal="Only those.")


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("letter.pdf", PDF, "letter.pdf"),
        ("letter.docx", docx(), "letter.docx"),
        ("photo.JPEG", picture("JPEG"), "photo.jpg"),
        ("photo.png", picture("PNG"), "photo.png"),
        ("photo.webp", picture("WEBP"), "photo.webp"),
        ("sent-on.jpg", picture("WEBP"), "sent-on.webp"),
        ("no ending", PDF, "no ending.pdf"),
    ],
)
def test_what_is_taken_is_named_by_its_content(name, content, kept):
    assert checked(name, content).name == kept


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("picture.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "Only those."),
        ("page.pdf", b"<html><script>1</script>", "Only those."),
        ("both.pdf", PDF + docx(), "Only those."),
        ("sheet.docx", docx(parts=("xl/workbook.xml",)), "Only those."),
        ("slides.docx", docx(parts=("ppt/presentation.xml",)), "Only those."),
        ("macros.docx", docx(parts=("word/document.xml", "word/vbaProject.bin")), "macros"),
        ("bomb.docx", docx(size=60_000_000), "unpacks"),
        ("broken.png", picture("PNG")[:60], "Only those."),
        ("empty.pdf", b"", "empty"),
        ("nul.pdf", b"\x00" * 20, "Only those."),
        ("large.pdf", PDF + b" " * 1024 * 1024, "larger than 1 MB"),
    ],
)
def test_what_pretends_or_tricks_is_refused_in_words(name, content, words):
    with pytest.raises(ValidationError, match=words):
        checked(name, content)


def test_a_picture_is_drawn_anew_without_what_the_camera_wrote():
    content = picture("JPEG")
    assert b"Leeds" in content
    kept = checked("photo.jpg", content).content.read()
    assert b"Leeds" not in kept
    assert Image.open(io.BytesIO(kept)).size == (8, 6)


def test_a_picture_of_too_many_points_is_refused(monkeypatch):
    monkeypatch.setattr("intake.pictures.MOST_PIXELS", 47)
    with pytest.raises(ValidationError, match="points"):
        checked("photo.png", picture("PNG"))


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\sam\\letter.pdf", "letter.pdf"),
        ('a"b\r\nX: y<.pdf', "abX y.pdf"),
        ("\u202egpj.exe", "gpj.pdf"),
        (".pdf", "file.pdf"),
        ("x" * 300, "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_to_show(name, tidy):
    assert tidy_name(name, "pdf") == tidy


def pretended_daemon(answer):
    """A clamd that reads one stream and gives this answer; returns its address and what it will have read."""
    heard, listening = bytearray(), socket.create_server(("127.0.0.1", 0))

    def serve():
        with closing(listening), listening.accept()[0] as caller:
            while not heard.endswith(b"\0\0\0\0"):
                heard.extend(caller.recv(4096))
            caller.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return f"tcp://127.0.0.1:{listening.getsockname()[1]}", heard


@pytest.mark.parametrize(
    ("answer", "threat"), [(b"stream: OK\0", ""), (b"stream: Eicar-Test-Signature FOUND\0", "Eicar-Test-Signature")]
)
def test_the_scanner_reads_the_whole_file_and_is_believed(answer, threat):
    url, heard = pretended_daemon(answer)
    assert threat_in(ContentFile(b"hello"), url) == threat
    assert bytes(heard) == b"zINSTREAM\0\0\0\0\x05hello\0\0\0\0"


def test_a_scanner_that_fails_or_is_away_says_so():
    url, _heard = pretended_daemon(b"INSTREAM size limit exceeded. ERROR\0")
    with pytest.raises(NoScanner, match="size limit"):
        threat_in(ContentFile(b"hello"), url)
    with pytest.raises(NoScanner, match="reached"):
        threat_in(ContentFile(b"hello"), "tcp://127.0.0.1:1")


@pytest.mark.parametrize("url", ["clamd:3310", "http://clamd:3310", "unix:relative.sock", "tcp://"])
def test_an_address_that_cannot_be_read_stops_the_start(url):
    with pytest.raises(ValueError, match="CLAMD_URL"):
        address_of(url)


def test_what_telephones_write_is_taken_a_second_picture_in_it_or_a_slip_beside_the_pixels():
    two = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(two, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 6))])
    width_in_letters = picture("JPEG").replace(b"\x01\x0e\x00\x02", b"\x01\x00\x00\x02")
    upside_down = width_in_letters.replace(b"\x00\x01\x01\x00\x00\x02", b"\x00\x01\x01\x12\x00\x02")
    assert [checked("a.jpg", one).kind for one in (two.getvalue(), width_in_letters, upside_down)] == ["jpg"] * 3
