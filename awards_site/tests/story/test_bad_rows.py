"""Bad rows of each import are named by number and column, and not one row of any table changed."""

import pytest

from awards_site.tests.story.bad_input import IMPORTS, refused, same, tell_until

pytestmark = pytest.mark.django_db

ROWS = [
    (
        "import_people",
        "a@example.org,Ada Byron,,,,,2020-13-01\n",
        ["^row 2, column started_on: “2020-13-01” is no date"],
    ),
    (
        "import_people",
        "not an address,,,,,x,\n",
        ["^row 2, column email: “not an address”", "^row 2, column full_name: is empty", "^row 2, column line_manager"],
    ),
    (
        "import_people",
        "a@example.org,Ada,,,,,\nA@example.org,Ada,,,,,\n",
        ["^row 3, column email: “a@example.org” stands in row 2 already$"],
    ),
    (
        "import_people",
        "a@example.org,Ada,,,,b@example.org,\n",
        ["^row 2, column line_manager_email: nobody in the file"],
    ),
    ("import_people", "a@example.org,Ada,,,,a@example.org,\n", ["^row 2, column line_manager_email: makes a ring"]),
    ("import_people", f"a@example.org,{'A' * 151},,,,,\n", ["^row 2, column full_name: has more than 150 characters$"]),
    (
        "import_nominations",
        ",nowhere,nobody@example.org,,,D,not an address,boss,someday,,,,,\n",
        [
            "^row 2, column action: is empty, and so is the rest",
            "^row 2, column category: “nowhere” is no category",
            "^row 2, column nominator_email: “not an address” is no email",
            "^row 2, column nominator_kind: “boss” is none of",
            "^row 2, column nominee_email: “nobody@example.org” is nobody's address",
            "^row 2, column reference: is empty",
            "^row 2, column submitted_at: “someday” is no date",
        ],
    ),
    (
        "import_nominations",
        IMPORTS["import_nominations"][3] * 2,
        ["^row 3, column reference: “P-90” stands in row 2 already$"],
    ),
    (
        "seat_judges",
        "nobody@example.org,king,nowhere\n",
        ["^row 2, column categories: “nowhere”", "^row 2, column email: “nobody@", "^row 2, column role: “king”"],
    ),
    (
        "seat_judges",
        "ruth@example.org,judge,\nruth@example.org,chair,\n",
        ["^row 3, column email: ruth@example.org stands in row 2 already$"],
    ),
    (
        "import_scores",
        "nobody,ruth@example.org,impact,5,\n",
        ["^row 2, column entry: “nobody” is no entry here$"],
    ),
    (
        "import_scores",
        "sam@example.org,pat@example.org,impact,11,\n",
        ["^row 2, column judge_email: “pat@example.org” has no seat", "^row 2, column score: 11 is not on the scale"],
    ),
    (
        "import_scores",
        "sam@example.org,ruth@example.org,luck,many,\n",
        ["^row 2, column criterion: “luck” is not scored", "^row 2, column score: “many” is not a number$"],
    ),
    (
        "import_scores",
        "sam@example.org,ruth@example.org,impact,NaN,\n",
        ["^row 2, column score: NaN is not on the scale"],
    ),
    (
        "import_scores",
        IMPORTS["import_scores"][3] * 2,
        ["^row 3, column criterion: was scored by this judge in row 2 already$"],
    ),
    ("import_survey_responses", "martians,p1,oth-fair,4\n", ["^row 2, column audience: “martians” is no audience"]),
    ("import_survey_responses", "others,,oth-fair,4\n", ["^row 2, column respondent: is empty"]),
    (
        "import_survey_responses",
        "others,p1,win-fair,4\n",
        ["^row 2, column question: “win-fair” is not asked of others"],
    ),
    (
        "import_survey_responses",
        "others,p1,oth-fair,6\n",
        ["^row 2, column answer: “6” is not a whole number from 1 to 5$"],
    ),
    (
        "import_survey_responses",
        IMPORTS["import_survey_responses"][3] * 2,
        ["^row 3, column question: “oth-fair” is answered twice"],
    ),
    (
        "import_kpis",
        "not a code,5 May,many\n",
        ["^row 2, column date: “5 May”", "^row 2, column kpi: “not a code”", "^row 2, column value: “many”"],
    ),
    ("import_kpis", "csat,2026-10-05,1\ncsat,2026-10-05,2\n", ["^row 3, column date: csat has two values"]),
    ("import_kpis", "csat,2026-10-05,Infinity\n", ["^row 2, column value: “Infinity” is no number"]),
]


@pytest.mark.parametrize(("command", "rows", "patterns"), ROWS)
def test_bad_rows_are_named_by_number_and_column_each_on_a_line(tmp_path, command, rows, patterns):
    stage, before, header, _good = IMPORTS[command]
    tell_until(stage)
    path = tmp_path / "in.csv"
    path.write_text(header + rows, encoding="utf-8")
    same(refused(command, *before, path), patterns)


@pytest.mark.parametrize("command", IMPORTS)
def test_a_bad_row_after_a_good_one_keeps_both_out(tmp_path, command):
    stage, before, header, row = IMPORTS[command]
    tell_until(stage)
    columns = header.count(",")
    path = tmp_path / "in.csv"
    path.write_text(header + row + "?" + "," * columns + "\n", encoding="utf-8")
    lines = refused(command, *before, path)
    assert {line.split(",")[0] for line in lines} == {"row 3"}
