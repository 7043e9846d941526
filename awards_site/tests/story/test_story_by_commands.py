"""The whole story from files alone, as somebody would script it: from a programme file to the evaluation of its first cycle."""

import csv
import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pypdf import PdfReader

from audit import triggers
from audit.models import Record
from awards_site.tests.story.tables import every_row
from communications.models import Message
from evaluation.exports import FORMATS

pytestmark = pytest.mark.django_db(transaction=True)

FILES = Path(__file__).parent / "files"
CYCLE = "service-stars/2026-10"
REPORT_BEGINS = {"pdf": b"%PDF-", "xlsx": b"PK\x03\x04", "csv": b"", "json": b"{"}


def laurel(command, *arguments):
    """Run one command as a shell would, and give what it printed."""
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def brings(command, *arguments):
    """Run an import three times: on trial, in earnest, and again. Only the second may change anything."""
    before = every_row()
    assert laurel(command, *arguments, "--dry-run").endswith("This was a trial: nothing has been changed.\n")
    assert every_row() == before, f"the trial of {command} changed something"
    said = laurel(command, *arguments)
    after = every_row()
    assert after != before
    laurel(command, *arguments)
    assert every_row() == after, f"the second {command} changed something"
    return said


def move(stage):
    return laurel("move_cycle", CYCLE, stage, "--reason", "The story goes on.")


def test_an_award_from_a_programme_file_to_its_evaluation(tmp_path):
    said = brings("import_people", FILES / "people.csv")
    assert said == "14 added, 0 changed, 0 as they were.\n7 teams and 7 job roles made.\n"
    said = brings("import_programme", FILES / "programme.yaml")
    assert said == "service-stars: created as a draft, its rules published; approve_programme starts it.\n"
    said = laurel("approve_programme", "service-stars", "--by", "maya@example.org", "--informal", "Ines Falk agreed.")
    assert said == "service-stars: approved and running.\n"
    laurel("create_cycle", "service-stars", "2026-10", "--opens", "2026-10-01")

    assert move("open") == f"{CYCLE} is now in the stage “open”.\n"
    said = brings("import_nominations", CYCLE, FILES / "nominations.csv")
    assert said == f"{CYCLE}: 7 nominations imported, 0 were there already.\n"
    move("screening")
    said = laurel("screen_nominations", CYCLE, "--accept-eligible", "--by", "maya@example.org")
    assert said == f"{CYCLE}: 7 accepted, 0 left to look at.\n"
    assert brings("seat_judges", CYCLE, FILES / "seats.csv") == f"5 seated on the panel of {CYCLE}.\n"

    move("judging")
    assigned = json.loads(laurel("assign_judges", CYCLE, "--json"))
    assert assigned["loads"] == {f"{name}@example.org": 6 for name in ("leila", "owen", "ruth", "tom")}
    said = brings("import_scores", CYCLE, FILES / "scores.csv")
    assert said == "48 scores added, 0 changed, 24 sheets complete and sent.\n"
    has_the_documented_shape(json.loads(laurel("results", CYCLE, "--format", "json")))

    move("deliberating")
    kofi, pat = ranked_first_and_second()
    said = laurel("decide", CYCLE, "--by", "ines@example.org", "--confirmed-by", "maya@example.org")
    assert said == f"individual: {kofi} place 1\nindividual: {pat} highly commended\n{CYCLE} is decided as ranked.\n"
    move("decided")
    move("announced")
    everybody_concerned_has_a_letter()
    laurel("issue_certificates", CYCLE, "--out", tmp_path / "certificates")
    certificates_name_the_honoured(tmp_path / "certificates")

    move("evaluating")
    brings("import_survey_responses", CYCLE, FILES / "survey.csv")
    brings("import_kpis", FILES / "kpis.csv")
    for file_format in FORMATS:
        out = tmp_path / f"report.{file_format}"
        laurel("evaluation_report", CYCLE, "--format", file_format, "--out", out)
        assert out.read_bytes().startswith(REPORT_BEGINS[file_format])
    the_reports_say_what_was_measured(tmp_path)

    the_trail_holds(tmp_path)
    a_change_by_sql_is_named()


def has_the_documented_shape(answer):
    """Exactly the keys of the contract, and the figures of the published table that the scores were taken from."""
    assert list(answer) == ["cycle", "method", "computed_at", "categories"]
    assert (answer["cycle"], answer["method"]) == (CYCLE, "calibrated")
    (category,) = answer["categories"]
    assert set(category) == {"code", "entries", "judges", "reliability", "notes"}
    assert {tuple(entry) for entry in category["entries"]} == {
        ("reference", "nominee", "judges", "raw", "score", "standard_error", "rank", "p_first", "block")
    }
    assert {tuple(judge) for judge in category["judges"]} == {("email", "sheets", "severity", "consistency")}
    assert [(entry["nominee"], entry["rank"]) for entry in category["entries"]] == [
        ("Kofi Mensah", 1),
        ("Pat Moran", 2),
        ("Samira Begum", 3),
        ("Úna Ní Bhriain", 4),
        ("Béatrice Amado", 5),
        ("Joe Lindqvist", 6),
    ]
    # Shrout & Fleiss 1979, table 4; alpha of the same table computed by hand from the coincidences.
    reliability = category["reliability"]
    assert set(reliability) == {"krippendorff_alpha", "icc_2_1", "icc_2_k"}
    assert (round(reliability["icc_2_1"], 2), round(reliability["icc_2_k"], 2)) == (0.29, 0.62)


def ranked_first_and_second():
    (category,) = json.loads(laurel("results", CYCLE, "--format", "json"))["categories"]
    table = list(csv.DictReader(StringIO(laurel("results", CYCLE, "--format", "csv"))))
    assert [row["reference"] for row in table] == [entry["reference"] for entry in category["entries"]]
    return [entry["reference"] for entry in category["entries"][:2]]


def everybody_concerned_has_a_letter():
    told = Message.objects.filter(dedupe_key__startswith="result:")
    winners = told.filter(template_key="result_winner").values_list("to_address", flat=True)
    assert list(winners) == ["kofi@example.org"]
    assert not told.exclude(state="sent").exists()
    assert {"marion@tull.example", "una@example.org", "pat@example.org", "greg@example.org"} <= set(
        told.values_list("to_address", flat=True)
    )


def certificates_name_the_honoured(folder):
    texts = [" ".join(PdfReader(path).pages[0].extract_text().split()) for path in sorted(folder.iterdir())]
    assert sorted(re.search(r"Kofi Mensah|Pat Moran", text).group() for text in texts) == ["Kofi Mensah", "Pat Moran"]


def the_reports_say_what_was_measured(folder):
    """Figures that can be counted in the files by hand; what fewer than five said is kept back."""
    report = json.loads((folder / "report.json").read_text())
    tables = {table["key"]: table["rows"] for section in report["sections"] for table in section["tables"]}
    responses = {row["audience"]: row["responses"] for row in tables["responses"]}
    assert responses == {"organisation": None, "managers": None, "winners": None, "others": 6, "customers": 6}
    fair = next(row for row in tables["questions_others"] if row["code"] == "oth-fair")
    assert (fair["answered"], fair["mean"], fair["distribution"]) == (6, 4.1667, "1:0 2:0 3:1 4:3 5:2")
    assert tables["comments"] == [
        {"audience": "others", "name": "Those who did not win", "comment": "Tell the night shift too."}
    ]
    (csat,) = tables["kpis"]
    assert (csat["kpi"], csat["before"], csat["before_n"]) == ("csat", 4.06, 9)
    assert [(cost["reward"], cost["due"], cost["planned"]) for cost in tables["costs"]] == [
        ("A day's leave", 1, 120.0),
        ("A framed story", 2, 36.0),
    ]
    printed = " ".join(page.extract_text() for page in PdfReader(folder / "report.pdf").pages)
    assert "Tell the night shift too." in " ".join(printed.split())


def the_trail_holds(folder):
    assert laurel("verify_audit").startswith("The chain holds: ")
    laurel("run_due")  # seals what is not sealed yet
    assert ", 0 not sealed yet." in laurel("verify_audit")
    laurel("export_audit", "--out", folder / "trail.jsonl")
    laurel("export_audit", "--cycle", CYCLE, "--out", folder / "cycle.jsonl")
    for name in ("trail.jsonl", "cycle.jsonl"):
        assert laurel("verify_audit", folder / name).startswith("The chain holds: ")
        alone = [sys.executable, "-I", "-S", folder / "verify_trail.py", folder / name]
        assert subprocess.run(alone, capture_output=True, check=False).returncode == 0


def a_change_by_sql_is_named():
    confirmed = Record.objects.filter(verb="decision.confirmed").latest("pk")
    triggers.remove(connection)  # as somebody with the database's own password could
    try:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_record SET verb = 'decision.proposed' WHERE id = %s", [confirmed.pk])
    finally:
        triggers.install(connection)
    with pytest.raises(CommandError, match=f"First broken: record {confirmed.pk}: was changed") as refused:
        laurel("verify_audit")
    assert refused.value.returncode == 1
