"""The evidence pack: every point of the standard, shown only where the database has what proves it."""

import io
import json
import re
import zipfile

import pytest
import yaml
from django.core.management import CommandError, call_command

from audit.models import Record
from audit.services.sealing import seal_records
from evaluation.library import standard
from evaluation.queries.evidence import evidence_of
from evaluation.queries.evidence_facts import facts_of
from evaluation.queries.figures import figures_of
from evaluation.services.actions import add_action
from evaluation.services.reviewing import write_log, write_review
from evaluation.tests.factories import answered, evaluated_cycle, prepared
from programmes.enums import Stage
from programmes.models import Option
from programmes.tests.factories import ObjectiveFactory, running_cycle

pytestmark = pytest.mark.django_db

CODES = (
    [f"P{n}" for n in range(1, 13)]
    + [f"K{n}" for n in range(1, 5)]
    + ["E4", "E5a", "E5b", "E5c", "E5d", "E5e", "E6", "E7a", "E7b", "E7c", "E7d"]
    + [f"M{n}" for n in range(1, 12)]
)


@pytest.fixture
def cycle():
    return evaluated_cycle()


def shown(cycle):
    return {one.point.code for one in evidence_of(figures_of(cycle)) if one.shown}


def proof(cycle, code, what):
    (point,) = [one for one in evidence_of(figures_of(cycle)) if one.point.code == code]
    return next(proof for proof in point.proofs if proof.fact.what == what)


def packed(cycle, tmp_path):
    out = tmp_path / "pack.zip"
    call_command("evidence_pack", cycle.label, "--out", str(out))
    return zipfile.ZipFile(out)


def test_every_code_of_the_standard_is_there_once_with_facts_that_are_looked_up(cycle):
    assert [point.code for point in standard()] == CODES
    named = {key for point in standard() for key in point.facts}
    assert named - facts_of(figures_of(cycle)).keys() == set()
    assert [point.code for point in standard() if not point.facts] == []


def test_a_cycle_that_is_only_planned_shows_nothing_of_running_and_evaluating():
    found = shown(running_cycle(stage=Stage.PLANNED))
    assert found & {"P10", "P11", "P12", "E4", "E7a", "E7b", "E7c", "E7d", "M4", "M9", "M10", "M11"} == set()


def test_options_are_shown_when_they_come_from_inside_and_outside(cycle):
    Option.objects.create(programme=cycle.programme, code="vouchers", title="Vouchers", source="inside")
    assert "P1" not in shown(cycle)
    Option.objects.create(programme=cycle.programme, code="lunch", title="Lunch", source="outside")
    assert "P1" in shown(cycle)
    assert proof(cycle, "P1", "Options from outside").fact.references == ("lunch",)


def test_objectives_are_shown_with_measure_target_and_date_only(cycle):
    ObjectiveFactory(programme=cycle.programme, code="vague", measure="", target=None, due=None)
    assert proof(cycle, "M1", "Objectives with measure, target and date").fact.count == 0
    ObjectiveFactory(programme=cycle.programme, code="smart", measure="CSAT", target=4, due="2027-01-01")
    assert proof(cycle, "M1", "Objectives with measure, target and date").fact.references == ("smart",)


def test_a_point_of_view_is_shown_by_five_answers_or_by_the_managers_words(cycle):
    answered(prepared(cycle)["others"], 4)
    assert shown(cycle) & {"E7a", "E7d"} == set()
    answered(prepared(cycle)["others"], 1)
    write_review(cycle=cycle, words={"organisation": "It served us."}, actor=cycle.programme.managers.get())
    assert shown(cycle) & {"E7a", "E7d"} == {"E7a", "E7d"}


def test_what_was_learnt_and_the_log_name_their_records(cycle):
    maya = cycle.programme.managers.get()
    assert shown(cycle) & {"M9", "M10"} == set()
    write_review(cycle=cycle, words={"conclusion": "Go on."}, actor=maya)
    add_action(cycle=cycle, title="Feedback", because="", owner=maya, due=None, actor=maya)
    write_log(programme=cycle.programme, cycle=cycle, text="We were late.", actor=maya)
    assert shown(cycle) & {"M9", "M10"} == {"M9", "M10"}
    record = Record.objects.get(verb="action.added")
    assert proof(cycle, "M9", "Improvements").records == (record.pk,)


def test_another_cycles_acts_prove_nothing_here(cycle):
    other = evaluated_cycle()
    write_review(cycle=other, words={"conclusion": "Go on."}, actor=None)
    add_action(cycle=other, title="Feedback", because="", owner=None, due=None, actor=None)
    assert "M9" in shown(other)
    assert "M9" not in shown(cycle)
    assert proof(cycle, "M9", "Improvements").records == ()


def test_the_pack_holds_the_documents_and_two_indexes_that_agree(cycle, tmp_path, capsys):
    write_review(cycle=cycle, words={"organisation": "It served us."}, actor=None)
    seal_records()
    pack = packed(cycle, tmp_path)
    assert pack.namelist() == [
        "index.html", "index.json", "report.pdf", "programme.yaml", "results.json", "trail.zip",
    ]  # fmt: skip
    index = json.loads(pack.read("index.json"))
    states = {point["code"]: point["shown"] for point in index["points"]}
    assert {code for code, state in states.items() if state} == shown(cycle)
    html = pack.read("index.html").decode()
    in_html = re.findall(r'id="(\w+)">.*?</th>.*?(shown|not yet)(?:</span>)?</td>', html, re.DOTALL)
    assert dict(in_html) == {code: "shown" if state else "not yet" for code, state in states.items()}
    assert pack.read("report.pdf")[:5] == b"%PDF-"
    assert yaml.safe_load(pack.read("programme.yaml"))["slug"] == cycle.programme.slug
    assert json.loads(pack.read("results.json"))["cycle"] == cycle.label
    assert "trail.jsonl" in zipfile.ZipFile(io.BytesIO(pack.read("trail.zip"))).namelist()
    assert f"{sum(states.values())} of {len(CODES)} points shown." in capsys.readouterr().out


def test_the_page_asks_no_other_host_for_anything(cycle, tmp_path):
    html = packed(cycle, tmp_path).read("index.html").decode()
    assert re.findall(r'(?:src|href)="([^"]*)"', html) == ["report.pdf", "programme.yaml", "results.json", "trail.zip"]
    assert [word for word in ("http:", "https:", "url(", "<script", "@import") if word in html] == []


def test_packing_is_on_record_and_a_file_that_cannot_be_written_leaves_nothing(cycle, tmp_path):
    packed(cycle, tmp_path)
    assert Record.objects.filter(verb="evidence.packed", cycle=cycle.label).count() == 1
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("evidence_pack", cycle.label, "--out", str(tmp_path / "no" / "pack.zip"))
    with pytest.raises(CommandError, match=r"is no \.zip file"):
        call_command("evidence_pack", cycle.label, "--out", str(tmp_path / "pack.pdf"))
    assert Record.objects.filter(verb="evidence.packed").count() == 1
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]
