import io
import json
import zipfile
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image

from accounts.models import Team, User
from accounts.queries.organisation import the_organisation
from accounts.tests.factories import AdministratorFactory, JobRoleFactory, TeamFactory, UserFactory
from audit.models import Record
from communications.tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_waits(settings):
    """The top bar counts what waits in rooms above this one, each with queries of its own: not what is counted here."""
    settings.WAITING = []


@pytest.fixture
def ada():
    return AdministratorFactory(full_name="Ada Administrator")


@pytest.fixture
def administrator(client, ada):
    client.force_login(ada)
    return client


PAGES = ["people", "person_add", "people_import", "teams", "team_add", "roles", "role_add", "organisation"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("role", "status"), [("visitor", 302), ("colleague", 403), ("administrator", 200)])
def test_only_administrators_look_after_people_and_settings(client, page, role, status):
    if role != "visitor":
        client.force_login(AdministratorFactory() if role == "administrator" else UserFactory())
    assert client.get(reverse(f"accounts:{page}")).status_code == status


@pytest.mark.parametrize("page", ["person", "person_erase", "person_active", "person_export"])
def test_a_colleague_can_neither_see_nor_change_a_person(client, page):
    target = UserFactory()
    client.force_login(UserFactory())
    address = reverse(f"accounts:{page}", args=[target.pk])
    assert client.post(address, {"reason": "x"}).status_code == 403
    target.refresh_from_db()
    assert (target.is_active, target.erased_at) == (True, None)


@pytest.mark.parametrize("rows", [1, 40])
def test_the_directory_needs_as_many_queries_for_many_people_as_for_one(administrator, django_assert_num_queries, rows):
    UserFactory.create_batch(rows - 1)
    with django_assert_num_queries(8):
        response = administrator.get(reverse("accounts:people"))
    assert len(response.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 30])
def test_the_teams_need_as_many_queries_for_many_as_for_one(administrator, ada, django_assert_num_queries, rows):
    TeamFactory.create_batch(rows - 1, parent=ada.team, leader=ada)
    with django_assert_num_queries(5):
        response = administrator.get(reverse("accounts:teams"))
    assert len(response.context["rows"]) == rows


def names(client, **asked):
    return [person.full_name for person in client.get(reverse("accounts:people"), asked).context["page"].object_list]


def test_the_directory_is_searched_filtered_and_sorted(administrator):
    north, adviser = TeamFactory(name="North"), JobRoleFactory(name="Adviser")
    UserFactory(full_name="Ama Owusu", team=north, job_role=adviser, site="Leeds")
    UserFactory(full_name="Ben Lowe", team=north, is_active=False)
    UserFactory(full_name="Cy Young", site="Leeds", team=None)
    assert names(administrator, words="leeds owu") == ["Ama Owusu"]
    assert names(administrator, team=north.pk) == ["Ama Owusu", "Ben Lowe"]
    assert names(administrator, team=north.pk, order="-name") == ["Ben Lowe", "Ama Owusu"]
    assert names(administrator, job_role=adviser.pk) == ["Ama Owusu"]
    assert names(administrator, state="closed") == ["Ben Lowe"]
    assert names(administrator, state="administrators") == ["Ada Administrator"]


def person_form(person, **changes):
    fields = {
        "full_name": person.full_name,
        "known_as": person.known_as,
        "email": person.email,
        "team": person.team_id or "",
        "job_role": person.job_role_id or "",
        "site": person.site,
        "line_manager": person.line_manager.email if person.line_manager else "",
        "started_on": person.started_on or "",
    }
    return {**fields, **({"is_staff": "on"} if person.is_staff else {}), **changes}


def test_a_person_is_added_and_can_sign_in_by_a_code(administrator, client):
    administrator.post(reverse("accounts:person_add"), {"full_name": "Ama Owusu", "email": "Ama@Example.org"})
    ama = User.objects.get(email="ama@example.org")
    assert Record.objects.get(verb="person.invited").target_label == f"person {ama.pk}"
    client.logout()
    client.post(reverse("account_request_login_code"), {"email": "ama@example.org"})
    assert [sent.to for sent in mail.outbox] == [["ama@example.org"]]


def test_a_change_is_saved_and_the_trail_names_the_fields_only(administrator):
    ama, boss = UserFactory(full_name="Ama Owusu"), UserFactory()
    changes = {"full_name": "Ama Mensah", "line_manager": boss.email, "started_on": "2021-03-01"}
    administrator.post(reverse("accounts:person", args=[ama.pk]), person_form(ama, **changes))
    ama.refresh_from_db()
    assert (ama.full_name, ama.line_manager, ama.started_on) == ("Ama Mensah", boss, date(2021, 3, 1))
    record = Record.objects.get(verb="person.changed")
    assert record.data == {"fields": ["full_name", "line_manager", "started_on"], "line_manager": boss.pk}
    assert record.before == {"line_manager": None}


def test_saving_without_a_change_leaves_no_record(administrator):
    ama = UserFactory()
    administrator.post(reverse("accounts:person", args=[ama.pk]), person_form(ama))
    assert Record.objects.count() == 0


def test_a_new_address_closes_the_former_one(administrator):
    ama = UserFactory(email="old@example.org")
    EmailAddress.objects.create(user=ama, email="old@example.org", verified=True, primary=True)
    administrator.post(reverse("accounts:person", args=[ama.pk]), person_form(ama, email="new@example.org"))
    assert EmailAddress.objects.filter(email="old@example.org").count() == 0


def test_a_ring_of_line_managers_is_refused_on_the_form(administrator):
    boss = UserFactory()
    worker = UserFactory(line_manager=boss)
    response = administrator.post(
        reverse("accounts:person", args=[boss.pk]), person_form(boss, line_manager=worker.email)
    )
    assert len(response.context["form"].non_field_errors()) == 1
    boss.refresh_from_db()
    assert boss.line_manager is None


def test_the_last_administrator_can_neither_step_down_nor_be_closed(administrator, ada):
    form = person_form(ada)
    form.pop("is_staff")
    administrator.post(reverse("accounts:person", args=[ada.pk]), form)
    administrator.post(reverse("accounts:person_active", args=[ada.pk]))
    ada.refresh_from_db()
    assert (ada.is_staff, ada.is_active) == (True, True)


def test_a_closed_account_is_signed_out_and_can_be_opened_again(administrator, client):
    ama = UserFactory()
    other = type(client)()
    other.force_login(ama)
    administrator.post(reverse("accounts:person_active", args=[ama.pk]))
    assert other.get(reverse("jobs:list")).status_code == 302
    administrator.post(reverse("accounts:person_active", args=[ama.pk]))
    ama.refresh_from_db()
    assert ama.is_active is True
    verbs = list(Record.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["person.deactivated", "person.changed"]


CSV = b"email,full_name,team\nama@example.org,Ama Owusu,North\nben@example.org,Ben Lowe,North\n"


def upload(content=CSV):
    return {"file": SimpleUploadedFile("people.csv", content, content_type="text/csv")}


def test_a_file_is_previewed_and_then_imported(administrator):
    preview = administrator.post(reverse("accounts:people_import"), upload())
    assert (preview.content.decode().count("Import 2 people"), Team.objects.filter(name="North").count()) == (1, 0)
    administrator.post(reverse("accounts:people_import"), {"signed": preview.context["signed"]})
    assert sorted(User.objects.filter(team__name="North").values_list("full_name", flat=True)) == [
        "Ama Owusu",
        "Ben Lowe",
    ]


def test_a_preview_that_was_tampered_with_is_refused(administrator):
    administrator.post(reverse("accounts:people_import"), {"signed": "x:y:z"})
    assert User.objects.filter(email="ama@example.org").count() == 0


def test_every_bad_place_of_an_uploaded_file_is_shown(administrator):
    response = administrator.post(reverse("accounts:people_import"), upload(b"email,full_name\nx,\n"))
    assert response.context["form"].errors["file"] == [
        "row 2, column email: “x” is no email address",
        "row 2, column full_name: is empty; every person needs a name",
    ]


def test_a_team_cannot_be_part_of_itself_through_another(administrator):
    top = TeamFactory(name="Top")
    below = TeamFactory(name="Below", parent=top)
    address = reverse("accounts:team", args=[top.pk])
    response = administrator.post(address, {"name": "Top", "parent": below.pk})
    assert list(response.context["form"].errors) == ["parent"]
    administrator.post(address, {"name": "Top", "leader": UserFactory(email="l@x.org").email, "headcount": "12"})
    top.refresh_from_db()
    assert (top.leader.email, top.headcount) == ("l@x.org", 12)


SETTINGS = {
    "name": "Brightwater", "accent": "#ffee00", "time_zone": "Europe/Paris", "currency": "EUR", "language": "en-gb",
    "retention_months": "12",
}  # fmt: skip


def test_settings_are_saved_with_an_accent_that_can_be_read_and_a_note(administrator):
    response = administrator.post(reverse("accounts:organisation"), SETTINGS, follow=True)
    saved = the_organisation()
    assert (saved.name, saved.time_zone, saved.currency, saved.retention_months) == (
        "Brightwater",
        "Europe/Paris",
        "EUR",
        12,
    )
    notes = [str(message) for message in response.context["messages"]]
    assert notes == [
        "The settings are saved.",
        f"#ffee00 could not be read on our paper, so it became {saved.accent} (contrast 4.5 to 1).",
    ]
    assert Record.objects.get(verb="organisation.changed").before["currency"] == "GBP"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("accent", "red"),
        ("time_zone", "Mars/Olympus"),
        ("currency", "pounds"),
        ("retention_months", "0"),
        ("language", "tlh"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(administrator, field, value):
    response = administrator.post(reverse("accounts:organisation"), {**SETTINGS, field: value})
    assert list(response.context["form"].errors) == [field]
    assert the_organisation().name == "Our organisation"


def picture(kind="PNG", size=(1600, 400)):
    written = io.BytesIO()
    Image.new("RGB", size, "#1f5d4c").save(written, kind)
    return SimpleUploadedFile("my logo.png", written.getvalue())


def test_a_logo_is_written_anew_and_served_to_everybody(administrator, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    administrator.post(reverse("accounts:change_logo"), {"logo": picture("JPEG")})
    client.logout()
    response = client.get(reverse("accounts:logo"))
    with Image.open(io.BytesIO(b"".join(response.streaming_content))) as served:
        assert (response["Content-Type"], served.format, served.size) == ("image/png", "PNG", (800, 200))


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\nbroken", b"GIF89a"]
)
def test_what_is_no_picture_is_refused(administrator, settings, tmp_path, content):
    settings.MEDIA_ROOT = tmp_path
    response = administrator.post(reverse("accounts:change_logo"), {"logo": SimpleUploadedFile("x.png", content)})
    assert response.context["logo_form"].errors["logo"] == [
        "This is no picture that we can read. Use a PNG, JPEG or WebP file."
    ]
    assert client_logo_is_missing(administrator)


def client_logo_is_missing(client):
    return client.get(reverse("accounts:logo")).status_code == 404


def test_the_page_about_privacy_states_the_limit_in_force(client):
    page = client.get(reverse("accounts:privacy"))
    assert page.context["settings"].retention_months == 24
    assert [row.how_long for row in page.context["kept"] if row.what.startswith("Messages")] == [
        "For 24 months after they were written; then only that there was one."
    ]


def test_the_page_about_privacy_says_what_every_room_keeps(client):
    kept = client.get(reverse("accounts:privacy")).context["kept"]
    assert sorted(row.what.split()[0].strip(",:") for row in kept) == [
        "Answers",
        "Awards",
        "Consultations",
        "Customers’",
        "Files",
        "Launch",
        "Messages",
        "Name",
        "Nominations",
        "Nominations",
        "Opened",
        "Opinions",
        "Requests",
        "Scores",
        "That",
        "The",
        "What",
        "What",
        "Which",
        "Who",
        "Who",
        "Whom",
    ]


def test_a_person_is_handed_everything_that_is_held_of_them(administrator, tmp_path):
    ama = UserFactory(full_name="Ama Owusu", email="ama@example.org")
    MessageFactory(to_person=ama, to_address=ama.email, body_text="Dear Ama")
    MessageFactory(body_text="Dear somebody else")
    call_command("export_person", "ama@example.org", out=tmp_path / "ama.zip", stdout=io.StringIO())
    with zipfile.ZipFile(tmp_path / "ama.zip") as archive:
        facts = json.loads(archive.read("accounts.json"))
        messages = json.loads(archive.read("communications.json"))["messages"]
    assert (facts["full_name"], [message["body_text"] for message in messages]) == ("Ama Owusu", ["Dear Ama"])
    assert Record.objects.get(verb="person.exported").target_label == f"person {ama.pk}"


def test_an_erased_person_is_a_number_and_nothing_of_them_is_left_in_these_rooms(administrator, ada):
    ama = UserFactory(full_name="Ama Owusu", email="ama@example.org", site="Leeds")
    EmailAddress.objects.create(user=ama, email=ama.email)
    worker = UserFactory(line_manager=ama)
    TeamFactory(leader=ama)
    to_her = MessageFactory(to_person=ama, to_address=ama.email)
    about_her = MessageFactory(body_text="Ama Owusu has won", state="sent", sent_at=ama.date_joined)
    address = reverse("accounts:person_erase", args=[ama.pk])
    assert administrator.get(address).status_code == 200
    administrator.post(address, {"reason": "asked for by letter of 3 May"})
    for thing in (ama, worker, to_her, about_her):
        thing.refresh_from_db()
    assert (ama.full_name, ama.email, ama.site, ama.team, ama.is_active) == (
        f"Person {ama.pk}", f"erased-{ama.pk}@invalid", "", None, False,
    )  # fmt: skip
    assert ama.erased_at is not None
    assert (worker.line_manager, EmailAddress.objects.count(), Team.objects.filter(leader=ama).count()) == (None, 0, 0)
    assert (to_her.to_address, to_her.subject, to_her.state, about_her.body_text) == ("", "", "cancelled", "")
    assert Record.objects.get(verb="person.erased").data == {"reason": "asked for by letter of 3 May"}
    assert administrator.get(reverse("accounts:person", args=[ama.pk])).status_code == 404


@pytest.mark.parametrize("reason", ["", "   ", "Ms Owusu asked", "ama@example.org wrote"])
def test_a_reason_that_is_empty_or_names_the_person_is_refused(reason):
    ama = UserFactory(full_name="Ama Owusu", email="ama@example.org")
    with pytest.raises(CommandError):
        call_command("erase_person", "ama@example.org", reason=reason)
    ama.refresh_from_db()
    assert (ama.full_name, ama.erased_at) == ("Ama Owusu", None)


def test_a_room_that_fails_leaves_the_person_whole(monkeypatch):
    ama = UserFactory(email="ama@example.org")
    message = MessageFactory(to_person=ama, to_address=ama.email, subject="S")

    def fails(person):
        raise RuntimeError("disk full")

    monkeypatch.setattr("accounts.privacy.erase", fails)
    with pytest.raises(RuntimeError):
        call_command("erase_person", "ama@example.org", reason="asked by letter")
    message.refresh_from_db()
    assert (message.subject, User.objects.filter(erased_at=None, pk=ama.pk).count()) == ("S", 1)


@pytest.mark.parametrize("command", ["erase_person", "export_person"])
def test_an_address_that_nobody_has_is_refused_in_one_line(command, tmp_path):
    options = {"reason": "x"} if command == "erase_person" else {"out": tmp_path / "x.zip"}
    with pytest.raises(CommandError, match="Nobody has the address “no@example"):
        call_command(command, "no@example.org", **options)
    assert list(tmp_path.iterdir()) == []
