"""The story as far as it is told before a command meets bad input, and what its refusal has to look like."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from awards_site.tests.story.tables import every_row, put_back, rows_of

FILES = Path(__file__).parent / "files"
CYCLE = "service-stars/2026-10"
BY = ("--by", "maya@example.org")
REASON = ("--reason", "The story goes on.")
STORY = [
    ("import_people", FILES / "people.csv"),
    ("import_programme", FILES / "programme.yaml"),
    ("approve_programme", "service-stars", *BY, "--informal", "Ines Falk agreed."),
    ("create_cycle", "service-stars", "2026-10", "--opens", "2026-10-01"),
    ("move_cycle", CYCLE, "open", *REASON),
    ("import_nominations", CYCLE, FILES / "nominations.csv"),
    ("move_cycle", CYCLE, "screening", *REASON),
    ("screen_nominations", CYCLE, "--accept-eligible", *BY),
    ("seat_judges", CYCLE, FILES / "seats.csv"),
    ("move_cycle", CYCLE, "judging", *REASON),
    ("import_scores", CYCLE, FILES / "scores.csv"),
    ("move_cycle", CYCLE, "deliberating", *REASON),
    ("decide", CYCLE, "--by", "ines@example.org", "--confirmed-by", "maya@example.org"),
    ("move_cycle", CYCLE, "decided", *REASON),
    ("move_cycle", CYCLE, "announced", *REASON),
]
# How far the story is told before a command is tried: up to and without this step.
STAGES = {"empty": 0, "people": 1, "planned": 4, "open": 5, "screening": 7, "judging": 10, "announced": 15}

PEOPLE = "email,full_name,team,job_role,site,line_manager_email,started_on\n"
NOMINATIONS = (FILES / "nominations.csv").read_text(encoding="utf-8").splitlines(keepends=True)[0]
SEATS = "email,role,categories\n"
SCORES = "entry,judge_email,criterion,score,comment\n"
SURVEY = "audience,respondent,question,answer\n"
KPIS = "kpi,date,value\n"
PLAN = (FILES / "programme.yaml").read_text(encoding="utf-8")

# The imports: the stage at which they are tried, what comes before the file, a good header and a good row.
IMPORTS = {
    "import_people": ("empty", (), PEOPLE, "a@example.org,Ada Byron,Sums,Adviser,Dock,,2020-01-01\n"),
    "import_nominations": (
        "open",
        (CYCLE,),
        NOMINATIONS,
        "P-90,individual,sam@example.org,,,D Ash,d@ash.example,customer,2026-10-02,,,She rang back.,It was mended.,\n",
    ),
    "seat_judges": ("screening", (CYCLE,), SEATS, "ruth@example.org,judge,individual\n"),
    "import_scores": ("judging", (CYCLE,), SCORES, "sam@example.org,ruth@example.org,impact,7,\n"),
    "import_survey_responses": ("announced", (CYCLE,), SURVEY, "others,p1,oth-fair,4\n"),
    "import_kpis": ("empty", (), KPIS, "csat,2026-10-05,4.1\n"),
}


def tell(command, *arguments):
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


# What the story has changed up to a stage, by table, where it was told in this process already.
_told = {}


def tell_until(stage):
    """Tell the story up to a stage; where it was told before, put back what it had left. Each test tells it on an empty
    database, so that is the same. A server does not take rows whose guards are lifted beside others: there it is told.
    """
    if connection.vendor == "sqlite" and stage in _told:
        put_back(_told[stage])
        return
    before = every_row()
    for step in STORY[: STAGES[stage]]:
        tell(*step)
    after = every_row()
    _told[stage] = rows_of(name for name in after if after[name] != before[name])


def refused(*command):
    """The lines with which a command refuses, after making sure that nothing has changed."""
    before = every_row()
    with pytest.raises(CommandError) as refusal:
        tell(*command)
    assert refusal.value.returncode == 1
    assert every_row() == before
    return str(refusal.value).splitlines()


def same(lines, patterns):
    assert len(lines) == len(patterns), lines
    for line, pattern in zip(lines, patterns, strict=True):
        assert re.search(pattern, line), (line, pattern)
