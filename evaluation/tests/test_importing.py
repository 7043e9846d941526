"""Files of survey answers and of the service's figures: all or nothing, each bad cell named, twice is once."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Record
from evaluation.models import Answer, Kpi, Measurement, Response, Survey
from evaluation.tests.factories import KpiFactory, MeasurementFactory
from programmes.enums import Stage
from programmes.tests.factories import ObjectiveFactory, running_cycle

pytestmark = pytest.mark.django_db

ANSWERS = """audience,respondent,question,answer
others,R1,oth-fair,2
others,R1,oth-change,Tell us why
others,R2,oth-fair,
others,R2,oth-glad,yes
customers,R1,cus-recommend,10
"""
FIGURES = "kpi,date,value\ncsat,2026-10-05,4.12\ncsat,2026-10-12,4.2\ncalls,2026-10-05,1200\n"


@pytest.fixture
def cycle():
    return running_cycle(stage=Stage.EVALUATING, name="2026-10")


def run(command, tmp_path, text, *args, **options):
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    out = StringIO()
    call_command(command, *args, str(path), stdout=out, **options)
    return out.getvalue()


def import_answers(tmp_path, cycle, text=ANSWERS, **options):
    return run("import_survey_responses", tmp_path, text, cycle.label, **options)


def test_answers_come_in_by_respondent_and_audience(tmp_path, cycle):
    out = import_answers(tmp_path, cycle)
    assert out.splitlines() == [
        f"{cycle.label}: 3 responses imported, 0 were there already.",
        "1 empty answers were passed over.",
    ]
    assert set(Answer.objects.values_list("question__code", "value", "text")) == {
        ("oth-fair", 2, ""),
        ("oth-change", None, "Tell us why"),
        ("oth-glad", 1, ""),
        ("cus-recommend", 10, ""),
    }


def test_the_same_answers_twice_are_there_once(tmp_path, cycle):
    import_answers(tmp_path, cycle)
    records = Record.objects.count()
    assert "0 responses imported, 3 were there already." in import_answers(tmp_path, cycle)
    assert (Response.objects.count(), Record.objects.count()) == (3, records)


def test_of_a_respondent_only_a_keyed_digest_is_kept(tmp_path, cycle, settings):
    import_answers(tmp_path, cycle)
    one = Response.objects.filter(answers__text="Tell us why").get().imported_as
    assert len(one) == 64
    Response.objects.all().delete()
    settings.SECRET_KEY = "another-secret-" + "y" * 50
    import_answers(tmp_path, cycle)
    assert Response.objects.filter(answers__text="Tell us why").get().imported_as != one
    assert set(Record.objects.filter(verb="survey.imported").values_list("data__responses", flat=True)) == {1, 2}


def test_a_trial_of_answers_changes_nothing(tmp_path, cycle):
    assert "This was a trial" in import_answers(tmp_path, cycle, dry_run=True)
    assert (Response.objects.count(), Survey.objects.count()) == (0, 0)


def test_each_bad_answer_is_named_and_nothing_is_kept(tmp_path, cycle):
    text = (
        ANSWERS
        + "neighbours,R9,oth-fair,3\nothers,,oth-fair,3\nothers,R9,cus-easy,3\nothers,R9,oth-fair,7\nothers,R1,oth-fair,3\n"
    )
    with pytest.raises(CommandError) as refusal:
        import_answers(tmp_path, cycle, text)
    places = [line.split(":")[0] for line in str(refusal.value).splitlines()]
    assert places == [
        "row 7, column audience",
        "row 8, column respondent",
        "row 9, column question",
        "row 10, column answer",
        "row 11, column question",
    ]
    assert Response.objects.count() == 0


def test_nobody_can_have_answered_before_the_announcement(tmp_path):
    cycle = running_cycle(stage=Stage.JUDGING)
    with pytest.raises(CommandError, match="has not been announced"):
        import_answers(tmp_path, cycle)


def test_an_unknown_cycle_is_refused(tmp_path):
    with pytest.raises(CommandError, match="There is no cycle"):
        run("import_survey_responses", tmp_path, ANSWERS, "no/such")


def test_figures_come_in_and_new_kpis_are_named_by_their_code(tmp_path):
    KpiFactory(code="csat", title="Customer satisfaction")
    out = run("import_kpis", tmp_path, FIGURES)
    assert out.splitlines() == [
        "3 figures imported, 0 changed, 0 were there already.",
        "New KPI: calls. Give it a title, a unit and an aim at /reports/kpis/.",
    ]
    assert Kpi.objects.get(code="calls").title == "calls"
    assert Measurement.objects.get(kpi__code="csat", date="2026-10-05").value == Decimal("4.12")


def test_a_new_kpi_is_called_as_the_objective_that_it_measures_calls_it(tmp_path):
    ObjectiveFactory(measure="Calls answered, %")
    path = tmp_path / "figures.csv"
    path.write_text("kpi,date,value\ncalls-answered,2026-10-05,82\n")
    call_command("import_kpis", str(path), stdout=StringIO())
    assert list(Kpi.objects.values_list("code", "title")) == [("calls-answered", "Calls answered, %")]


def test_the_same_figures_twice_change_nothing(tmp_path):
    run("import_kpis", tmp_path, FIGURES)
    records = Record.objects.count()
    assert run("import_kpis", tmp_path, FIGURES) == "0 figures imported, 0 changed, 3 were there already.\n"
    assert (Measurement.objects.count(), Record.objects.count()) == (3, records)


def test_another_value_replaces_the_first_and_both_are_on_record(tmp_path):
    MeasurementFactory(kpi=KpiFactory(code="csat"), date="2026-10-05", value=Decimal("3.9"))
    run("import_kpis", tmp_path, "kpi,date,value\ncsat,2026-10-05,4.12\n")
    assert Measurement.objects.get().value == Decimal("4.12")
    record = Record.objects.get(verb="measurement.changed")
    assert (record.before["value"], record.data["value"]) == ("3.9000", "4.12")


def test_a_trial_of_figures_changes_nothing(tmp_path):
    run("import_kpis", tmp_path, FIGURES, dry_run=True)
    assert (Kpi.objects.count(), Measurement.objects.count()) == (0, 0)


def test_each_bad_figure_is_named_and_nothing_is_kept(tmp_path):
    bad = [
        "c sat,2026-10-05,4",
        "csat,5.10.2026,4",
        "csat,2026-10-05,four",
        "csat,2026-10-06,NaN",
        "csat,2026-10-07,1.23456",
    ]
    text = "\n".join(["kpi,date,value", *bad, "csat,2026-10-08,4", "csat,2026-10-08,5"])
    with pytest.raises(CommandError) as refusal:
        run("import_kpis", tmp_path, text)
    assert [line.split(":")[0] for line in str(refusal.value).splitlines()] == [
        "row 2, column kpi",
        "row 3, column date",
        "row 4, column value",
        "row 5, column value",
        "row 6, column value",
        "row 8, column date",
    ]
    assert (Kpi.objects.count(), Measurement.objects.count()) == (0, 0)


@pytest.mark.parametrize("text", ["", "kpi,date\ncsat,2026-10-05\n", "kpi,date,value,unit\n"])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    with pytest.raises(CommandError):
        run("import_kpis", tmp_path, text)


@pytest.mark.parametrize("day", ["0026-10-05", "9999-12-31"])
def test_a_figure_of_another_century_is_a_slip_of_the_keys(tmp_path, day):
    with pytest.raises(CommandError, match=r"^row 2, column date: “\d{4}-\d\d-\d\d” is not between 1990-01-01 and "):
        run("import_kpis", tmp_path, f"kpi,date,value\ncsat,{day},4.1\n")
    assert Measurement.objects.count() == 0


def test_an_answer_of_thousands_of_digits_is_no_mark(tmp_path, cycle):
    with pytest.raises(CommandError, match=r"is not a whole number from 1 to 5$"):
        import_answers(tmp_path, cycle, ANSWERS + f"others,R9,oth-fair,{'9' * 5000}\n")
