"""Posters, pictures, letters and the card: what they say, who may have them, and that they are made once."""

import dataclasses
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from accounts.queries.organisation import the_organisation
from accounts.tests.factories import UserFactory
from nominations.channels import channel_of
from programmes.calculations.contrast import contrast
from programmes.enums import ProgrammeState, Stage
from programmes.models import Programme
from programmes.printing.letters import letter, letters_of
from programmes.printing.poster import poster_page, poster_pdf
from programmes.queries.publicity_kit import GLOW, first_sentences, kit_of
from programmes.services import kept_pieces
from programmes.services.kept_pieces import piece, pieces_of
from programmes.tests.cast import CAST, person_as, visit
from programmes.tests.factories import CriterionCategory, before_opening, running_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.CYCLE_RAIL = []


def stars(**of_programme):
    cycle = running_cycle(stage=Stage.OPEN, opens_at=timezone.now() - timedelta(days=3))
    Programme.objects.filter(pk=cycle.programme_id).update(
        slug="stars", title="Service Stars", kinds=["customer-nominated"], **of_programme
    )
    return Programme.objects.get(slug="stars")


# The poster


@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("a3", (842, 1191))])
def test_the_poster_is_one_tagged_page_that_says_what_to_do(size, points):
    kit = kit_of(stars())
    pdf = PdfReader(io.BytesIO(poster_pdf(kit, size)))
    page = pdf.pages[0]
    text = " ".join(page.extract_text().split())
    assert (len(pdf.pages), round(page.mediabox.width), round(page.mediabox.height)) == (1, *points)
    assert (pdf.trailer["/Root"]["/MarkInfo"]["/Marked"], pdf.trailer["/Root"]["/Lang"]) == (True, "en-gb")
    assert [words in text for words in ("Who made your day?", "Service Stars", "Scan, and tell us", kit.printed)] == [
        True
    ] * 4


LONG = (
    "Recognise the colleague whose service a customer will still remember next year, and show what good looks like. "
    * 9
)


@pytest.mark.parametrize(
    "question",
    ["Who?", "Who went out of their way to help you when it mattered most?", "Kundenzufriedenheitsauszeichnung"],
)
def test_long_words_leave_room_for_the_sun(question):
    programme = stars(question=question, purpose=LONG)
    kit = dataclasses.replace(kit_of(programme), invitation=first_sentences(LONG, 240), title="An award " * 13)
    sizes = poster_page(kit)
    assert (26 <= float(sizes["question_pt"]) <= 80, 12 <= float(sizes["invitation_pt"]) <= 17.5) == (True, True)
    assert len(PdfReader(io.BytesIO(poster_pdf(kit, "a4"))).pages) == 1


@pytest.mark.parametrize("accent", ["#0e5a7a", "#ffe066", "#ffffff", "#000000", "#b8872b", "#ff7aa8"])
def test_words_can_be_read_on_whatever_accent_was_chosen(accent):
    kit = kit_of(stars(accent=accent))
    assert contrast(kit.accent, GLOW) >= 4.5


def test_an_invitation_is_the_purpose_in_whole_sentences_where_nobody_wrote_one():
    assert first_sentences("One. Two is longer. Three.", 20) == "One. Two is longer."
    assert first_sentences("A sentence without an end that goes on", 20) == "A sentence without …"
    assert kit_of(stars(invitation="Tell us.")).invitation == "Tell us."


def test_an_internal_programme_speaks_to_colleagues_and_has_nothing_for_other_sites():
    kit = kit_of(stars(public=False))
    text = PdfReader(io.BytesIO(poster_pdf(kit, "a4"))).pages[0].extract_text()
    assert ("Sign in" in text, "account" in text) == (True, False)
    assert "share.png" not in pieces_of(kit)
    assert "press.txt" not in letters_of(kit)


# Pieces are made once


def test_a_piece_is_made_once_and_anew_when_the_programme_changes(monkeypatch):
    programme, made = stars(), []
    monkeypatch.setitem(
        __import__("programmes.services.kept_pieces", fromlist=["MAKERS"]).MAKERS,
        "share.png",
        lambda kit: made.append(kit.title) or b"picture",
    )
    for title in ("Service Stars", "Service Stars", "Northern Stars"):
        programme.title = title
        assert piece(kit_of(programme), "share.png") == b"picture"
    assert made == ["Service Stars", "Northern Stars"]
    assert len(default_storage.listdir("publicity/stars")[1]) == 1


def test_the_share_picture_is_of_the_size_that_sites_ask_for_and_has_a_tag(client):
    stars(accent="#7a3e0e")
    response = client.get("/p/stars/share.png")
    picture = Image.open(io.BytesIO(response.content))
    assert (picture.size, picture.format, picture.getpixel((5, 5))) == ((1200, 630), "PNG", (122, 62, 14))
    again = client.get("/p/stars/share.png", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, response["Cache-Control"]) == (304, "public, max-age=300")


# The card


def test_the_card_may_be_framed_by_any_site_and_does_nothing_else(client):
    stars()
    client.cookies["theirs"] = "1"
    response = client.get("/p/stars/card/")
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["frame-ancestors"] == "*"
    assert {policy[name] for name in ("default-src", "script-src", "form-action", "base-uri")} == {"'none'"}
    assert "X-Frame-Options" not in response
    assert ("Set-Cookie" in response, response.cookies, "Cookie" in response["Vary"]) == (False, {}, False)
    assert response["Cache-Control"] == "public, max-age=300"
    assert client.get("/p/stars/card/", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_no_other_page_may_be_framed(client):
    stars()
    assert client.get("/p/stars/")["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("change", [{"public": False}, {"state": ProgrammeState.DRAFT}])
@pytest.mark.parametrize("address", ["/p/stars/card/", "/p/stars/share.png"])
def test_what_is_not_shown_to_customers_has_no_card_and_no_picture_even_for_its_manager(client, change, address):
    programme = stars(**change)
    assert visit(client, person_as("manager", programme), address).status_code == 404


# Letters


def test_letters_say_the_dates_in_the_organisations_zone_and_escape_what_people_typed():
    organisation = the_organisation()
    programme = stars(question="Who & <why>?")
    kit = kit_of(programme)
    assert kit.closes_at.tzinfo == organisation.zone
    assert "Who &amp; &lt;why&gt;?" in letter(kit, "email.html")
    assert "Who & <why>?" in letter(kit, "email.txt")
    assert kit.nominate in letter(kit, "intranet.html")


def test_the_press_text_has_the_promise_and_whom_to_ask():
    programme = stars(commitment="We answer.", promised_by="Ngozi Adeyemi")
    programme.managers.add(UserFactory(full_name="Maya Osei"))
    text = letter(kit_of(programme), "press.txt")
    assert [words in text for words in ("Ngozi Adeyemi, says: “We answer.”", "Contact: Maya Osei")] == [True, True]


# The page


PAGES = ["/manage/stars/kit/", "/manage/stars/kit/email/", "/manage/stars/kit/press.txt"]


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(("role", "status"), list(zip(CAST, (302, 403, 403, 200, 200), strict=True)))
def test_the_kit_is_for_managers(client, url, role, status):
    programme = stars()
    assert visit(client, person_as(role, programme), url).status_code == status


def test_the_kit_comes_as_one_archive_and_unknown_pieces_are_not_there(client):
    programme = stars()
    client.force_login(person_as("manager", programme))
    names = zipfile.ZipFile(io.BytesIO(client.get("/manage/stars/kit/all.zip").content)).namelist()
    assert sorted(names) == [
        "stars/email.html", "stars/email.txt", "stars/intranet.html", "stars/intranet.txt", "stars/poster-a3.pdf",
        "stars/poster-a4.pdf", "stars/poster.png", "stars/press.txt", "stars/share.png",
    ]  # fmt: skip
    assert client.get("/manage/stars/kit/secrets.txt").status_code == 404


def test_a_poster_for_a_place_has_a_code_of_its_own_that_the_form_keeps(client, monkeypatch):
    programme = stars()
    made = kit_of(programme).hanging_at("Reception, Leeds – 2nd floor, by the lift")
    assert made.by_poster == f"{made.nominate}?c=poster-reception-leeds-2nd-floor-by-the"
    code = made.by_poster.partition("?c=")[2]
    assert channel_of(code) == code
    asked = []
    monkeypatch.setitem(kept_pieces.MAKERS, "poster-a4.pdf", lambda kit: asked.append(kit.by_poster) or b"%PDF-1.7")
    client.force_login(person_as("manager", programme))
    answer = client.get("/manage/stars/kit/poster-a4.pdf", {"save": "1", "place": "Reception, Leeds"})
    assert answer["Content-Disposition"] == 'attachment; filename="stars-reception-leeds-poster-a4.pdf"'
    assert asked == [f"{made.nominate}?c=poster-reception-leeds"]


@pytest.mark.parametrize("channels", [1, 12])
def test_the_kit_asks_as_much_for_many_channels_as_for_one(client, django_assert_num_queries, channels):
    programme = stars()
    for number in range(channels):
        programme.publicity.create(channel=f"channel {number}", offset_days=number)
    client.force_login(person_as("manager", programme))
    client.get("/manage/stars/kit/")
    with django_assert_num_queries(15):
        client.get("/manage/stars/kit/")


# The public page


def test_the_public_page_says_what_it_is_to_sites_that_link_to_it_and_what_service_is_promised(client):
    programme = stars(invitation="Tell us who did it well.")
    criterion = CriterionCategory.objects.filter(category__rulebook__programme=programme).first().criterion
    with before_opening(programme.cycles.get()):
        criterion.service_standard = "We ring back on the same day."
        criterion.save()
    page = client.get("/p/stars/")
    html = page.content.decode()
    assert '<meta property="og:description" content="Tell us who did it well.">' in html
    assert f'<meta property="og:image" content="{kit_of(programme).share}">' in html
    assert page.context["promised"] == ["We ring back on the same day."]


def test_an_internal_programmes_page_offers_nothing_to_share(client):
    programme = stars(public=False)
    assert "og:image" not in visit(client, person_as("team member", programme), "/p/stars/").content.decode()
