"""The database's settings out of its URL."""

import pytest

from awards_site.settings.databases import SQLITE_OPTIONS, database_from


def test_a_connection_of_our_own_keeps_plans_and_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_DATABASE", "postgres://laurel:secret@db.example:5432/laurel?sslmode=require")
    assert database_from("SOME_DATABASE")["OPTIONS"] == {
        "prepare_threshold": 5,
        "options": "-c jit=off",
        "sslmode": "require",
    }


def test_behind_a_pooler_nothing_is_set_or_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_DATABASE", "postgres://laurel:secret@pool.example:6432/laurel")
    assert not database_from("SOME_DATABASE", pooled=True).get("OPTIONS")


def test_what_the_url_says_of_options_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_DATABASE", "postgres://db.example/laurel?options=-c%20statement_timeout%3D9000")
    assert database_from("SOME_DATABASE")["OPTIONS"]["options"] == "-c statement_timeout=9000"


def test_sqlite_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_DATABASE", "sqlite:////srv/laurel.sqlite3")
    assert database_from("SOME_DATABASE")["OPTIONS"] == SQLITE_OPTIONS
