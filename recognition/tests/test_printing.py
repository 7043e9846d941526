import io

import pytest
from pypdf import PdfReader

from printing.fetching import LocalFetcher, NotLocal
from recognition.citations import LONGEST, citation_from
from recognition.printing import art
from recognition.printing.certificate import FORMATS, NAME_FONTS, Sheet, Signature, print_certificate
from recognition.printing.fitting import MM_A_POINT, is_right_to_left, name_points, width_em

NAMES = {
    "accents": "Siân Ó Súilleabháin",
    "Polish": "Łucja Święcicka",
    "Greek": "Αθανασία Παπαδοπούλου",
    "Cyrillic": "Людмила Кравченко",
    "Vietnamese": "Nguyễn Thị Phương Thảo",
    "hyphens": "Bartholomew Fitzgerald-Anandakrishnan",
    "very long": "Wolfeschlegelsteinhausenbergerdorff Maria-Magdalena Anastasia von Hohenzollern-Sigmaringen y Fernández",
    "markup": "<b>Ann & “Bob”</b>",
}


def sheet(name, **changed):
    facts = {
        "code": "7KQM-2XTP-9FHD-4WNB",
        "honour": "winner",
        "recipient": name,
        "category": "Service star of the month",
        "programme": "Service Stars",
        "cycle": "October 2026",
        "organisation": "Brightwater",
        "citation": "For ringing back every Friday.",
        "date": "Friday 4 December 2026",
        "year": "2026",
        "accent": "#1f5d4c",
        "signatures": (Signature("Maya Lindqvist", "Head of Service"),),
        **changed,
    }
    return Sheet(**facts)


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def words_of(reader):
    return " ".join(reader.pages[0].extract_text().split())


def fonts_of(reader):
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    return [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_certificate_is_one_tagged_page_with_its_name_as_text_and_its_fonts_inside(name, orientation):
    reader = read(print_certificate(sheet(name, orientation=orientation)))
    root = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == f"Winner, Service star of the month: {name}"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    fonts = fonts_of(reader)
    assert [bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(font)) for font in fonts] == [True] * len(fonts)
    assert name in words_of(reader)
    assert "7KQM-2XTP-9FHD-4WNB" in words_of(reader)


def test_an_arabic_name_reads_back_whole():
    reader = read(print_certificate(sheet("نورة العبد الله")))
    assert "Amiri" in {str(font["/FontName"]).split("+")[1] for font in fonts_of(reader)}
    assert "نورةالعبدالله" in words_of(reader).replace(" ", "")


def test_a_sheet_fits_the_paper_of_its_format():
    boxes = [read(print_certificate(sheet("Ann", orientation=one))).pages[0].mediabox for one in FORMATS]
    assert [(round(box.width), round(box.height)) for box in boxes] == [(842, 595), (595, 842)]


def test_repeating_an_ornament_draws_the_same_page():
    first, second = (print_certificate(sheet("Ann Lee", accent="#0e5a7a")) for _ in range(2))
    sizes = [len(one) for one in (first, second)]
    assert abs(sizes[0] - sizes[1]) < 400
    streams = [read(one).pages[0]["/Resources"]["/XObject"] for one in (first, second)]
    drawn = [[one.get_object().get_data() for one in stream.values()] for stream in streams]
    assert [b"".join(b"".join(part.split()) for part in drawn[0])] == [
        b"".join(b"".join(part.split()) for part in drawn[1])
    ]


def test_gold_is_for_a_winner_only():
    assert art.GOLD in art.draw(art.name_of("seal", "landscape", "winner", "#1f5d4c"))
    assert art.GOLD not in art.draw(art.name_of("seal", "landscape", "commended", "#1f5d4c"))


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.png", "http://127.0.0.1/a.png", "file:///etc/passwd", "ftp://example.org/x", "file:../x"],
)
def test_a_sheet_loads_nothing_that_is_not_ours(address):
    with pytest.raises(NotLocal):
        LocalFetcher().fetch(address)


@pytest.mark.parametrize("orientation", FORMATS)
@pytest.mark.parametrize("name", [*NAMES.values(), "X" * 150, "A"])
def test_every_word_of_a_name_fits_its_room(name, orientation):
    shape = FORMATS[orientation]
    points = name_points(
        name,
        NAME_FONTS,
        room=shape["room"],
        height=shape["height"],
        largest=shape["largest"],
        smallest=shape["smallest"],
    )
    assert 0 < points <= shape["largest"]
    assert max(width_em(word, NAME_FONTS) for word in name.split()) * points * MM_A_POINT <= shape["room"]


def test_the_direction_of_a_name_is_that_of_its_first_letter():
    assert [is_right_to_left(name) for name in ("نورة", "Ann", "(2) דנה", "王小明")] == [True, False, True, False]


def test_a_citation_leaves_out_who_came_near_and_has_not_agreed_to_be_named():
    reason = "Grace rang back at six. Craig had the harder case. Nobody else did."
    others = ["Craig Hughes", "Grace Whitlock", "Debt support"]
    assert citation_from(reason, own="Grace Oyelaran", others=others) == "Grace rang back at six. Nobody else did."
    assert citation_from("Craig came near.", own="Grace Oyelaran", others=others) == ""


def test_a_citation_is_whole_sentences_that_fit():
    assert citation_from("She rang.  She came back. " + "It went on. " * 40).endswith("It went on.")
    assert citation_from("Short.") == "Short."
    long = citation_from("word " * 100)
    assert long.endswith("word…")
    assert len(long) <= LONGEST
