"""The pages of a business case: writing it, reading it, comparing it, on paper."""

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from accounts.tests.factories import UserFactory
from programmes.enums import Aim, ProgrammeState
from programmes.models import CostLine, Risk
from programmes.plans.lines import BenefitLine, CaseLine
from programmes.plans.lines import CostLine as Cost
from programmes.queries.plans import case_line, newest_case
from programmes.services.approval import answer_case, propose_case
from programmes.services.business_case import change_case, draft_case
from programmes.tests.cast import visit
from programmes.tests.factories import ObjectiveFactory, OptionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
EDIT = "/manage/stars/case/edit/"


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei")


@pytest.fixture
def programme(maya):
    made = ProgrammeFactory(slug="stars", title="Stars", managers=[maya], state=ProgrammeState.DRAFT)
    for aim in Aim.values:
        ObjectiveFactory(programme=made, aim=aim)
    return made


def written(costs=(), benefits=(), **case):
    """The form as it is sent: each line a dictionary of its fields."""
    data = {"purpose": "introduce", "summary": "We ask for it.", "years": "3", "discount_rate": "3.5"} | case
    for prefix, lines in (("costs", costs), ("benefits", benefits), ("risks", ())):
        data |= {f"{prefix}-TOTAL_FORMS": str(len(lines)), f"{prefix}-INITIAL_FORMS": "0"}
        for number, line in enumerate(lines):
            data |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return data


def test_staff_time_is_written_in_hours_and_priced(client, programme, maya):
    client.force_login(maya)
    line = {"title": "Judging", "hours": "24", "hours_high": "30", "people": "5", "hourly_rate": "21.50"}
    assert client.post(EDIT, written([line])).status_code == 302
    row = CostLine.objects.get()
    assert (row.low, row.central, row.high, row.hours_low) == (2580, 2580, 3225, 24)
    shown = client.get(EDIT).context["costs"][0]
    assert (shown["hours"].value(), shown["central"].value()) == (24, None)


def test_a_benefit_beyond_money_needs_words_and_no_figures(client, programme, maya):
    client.force_login(maya)
    line = {"title": "Pride", "aim": "team_motivation", "in_words": "People tell what they did."}
    assert client.post(EDIT, written(benefits=[line])).status_code == 302
    assert "beyond money" in client.get("/manage/stars/case/").content.decode()


@pytest.mark.parametrize(
    ("part", "line", "field", "words"),
    [
        ("costs", {"title": "A", "central": "-5"}, "central", "A cost is not negative"),
        ("costs", {"title": "A", "low": "9", "central": "5"}, "low", "above the central one"),
        ("costs", {"title": "A", "central": "5", "high": "4"}, "high", "below the central one"),
        ("costs", {"title": "A"}, "central", "Say what it costs"),
        ("costs", {"title": "A", "low": "5"}, "central", "Give the central figure too"),
        (
            "costs",
            {"title": "A", "central": "5", "hours": "1", "people": "1", "hourly_rate": "1"},
            "central",
            "not both",
        ),
        ("costs", {"title": "A", "hours": "1", "people": "2"}, "hourly_rate", "needs hours, people"),
        ("costs", {"title": "A", "hours": "-1", "people": "2", "hourly_rate": "3"}, "hours", "Hours are not negative"),
        ("benefits", {"title": "A", "aim": "team_motivation", "central": "-1"}, "central", "A benefit is not negative"),
        ("benefits", {"title": "A", "aim": "team_motivation"}, "in_words", "in money above, or here in words"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(client, programme, maya, part, line, field, words):
    client.force_login(maya)
    page = client.post(EDIT, written(**{part: [line]}))
    errors = page.context[part][0].errors
    assert list(errors) == [field]
    assert words in str(errors[field])
    assert newest_case(programme) is None


CONTENT = CaseLine(
    summary="We ask for it.",
    costs=(Cost("Posters", Decimal(100), Decimal(150), Decimal(200), once=True),),
    benefits=(BenefitLine("Fewer calls", Decimal(0), Decimal(100), Decimal(200)),),
)


def approved_and_developed(programme, maya):
    ines = UserFactory(full_name="Inés Marín")
    case = draft_case(programme=programme, actor=maya)
    change_case(case=case, content=CONTENT, actor=maya)
    propose_case(case=case, approvers=[ines], actor=maya)
    answer_case(case=case, verdict="approve", comment="Do it.", actor=ines)
    second = draft_case(programme=programme, actor=maya)
    badges = Cost("Badges", Decimal(10), Decimal(20), Decimal(30))
    change_case(
        case=second,
        content=CaseLine(summary="More.", costs=(*CONTENT.costs, badges), benefits=CONTENT.benefits),
        actor=maya,
    )
    return second


def test_what_develops_a_programme_is_compared_with_what_was_approved(client, programme, maya):
    approved_and_developed(programme, maya)
    page = visit(client, maya, "/manage/stars/case/")
    comparison = page.context["comparison"]
    assert (comparison.before.version, [line.title for line in comparison.changes.costs]) == (1, ["Badges"])
    before = client.get("/manage/stars/case/", {"version": "1"})
    assert (before.context["case"].version, before.context["comparison"]) == (1, None)
    assert [name for name in ("answer", "propose", "informal") if before.context.get(name)] == []
    assert client.get("/manage/stars/case/", {"version": "7"}).status_code == 404


def test_the_page_of_the_next_version_begins_as_the_version_will(client, programme, maya):
    approved_and_developed(programme, maya)
    second = newest_case(programme)
    propose_case(case=second, approvers=[UserFactory()], actor=maya)
    answer_case(case=second, verdict="reject", comment="No.", actor=second.approvers.get())
    page = visit(client, maya, EDIT)
    assert (page.context["form"].initial["purpose"], page.context["form"].initial["summary"]) == (
        "develop",
        "We ask for it.",
    )


def test_totals_by_year_and_balance_are_those_of_the_lines(client, programme, maya):
    change_case(case=draft_case(programme=programme, actor=maya), content=CONTENT, actor=maya)
    years = visit(client, maya, "/manage/stars/case/").context["years"]
    assert [(year.costs.central, year.benefits.central, year.balance.central) for year in years] == [
        (150, 0, -150), (0, 100, -50), (0, 100, 50), (0, 100, 150),
    ]  # fmt: skip
    assert (years[0].balance.worst, years[3].balance.best) == (-200, 500)


def pictures_told(reader):
    """What a screen reader says of each picture of a tagged PDF."""
    waiting, told = [reader.trailer["/Root"]["/StructTreeRoot"]], []
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            told += [part["/Alt"]] if part.get("/S") == "/Figure" else []
            waiting += [part["/K"]] if "/K" in part else []
    return told


def test_on_paper_it_has_contents_page_numbers_tags_a_picture_and_what_changed(client, programme, maya):
    approved_and_developed(programme, maya)
    answer = visit(client, maya, "/manage/stars/case.pdf")
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a PDF's own boolean
    for words in (
        "Contents",
        "What changed since version 1",
        "Badges",
        "Net present value",
        f"2 / {len(reader.pages)}",
    ):
        assert words in text
    assert "Benefits less costs so far" in " ".join(pictures_told(reader))
    first = PdfReader(io.BytesIO(client.get("/manage/stars/case.pdf", {"version": "1"}).content))
    assert "Do it." in " ".join(page.extract_text() for page in first.pages)


def test_the_page_asks_no_more_of_the_database_for_a_large_case(client, programme, maya, django_assert_max_num_queries):
    case = approved_and_developed(programme, maya)
    ObjectiveFactory.create_batch(4, programme=programme)
    OptionFactory.create_batch(60, programme=programme)
    CostLine.objects.bulk_create(CostLine(case=case, title=f"C{n}", low=1, central=2, high=3) for n in range(60))
    Risk.objects.bulk_create(Risk(case=case, title=f"R{n}") for n in range(60))
    assert len(case_line(case).costs) == 62
    client.force_login(maya)
    client.get("/manage/stars/case/")
    with django_assert_max_num_queries(25):
        client.get("/manage/stars/case/")
    with django_assert_max_num_queries(25):
        client.get(EDIT)
