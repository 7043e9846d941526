"""Dates, money and people's own words, as every page writes them."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone

from awards_site.templatetags.dates import day, day_plain, day_short, day_time, day_time_short, hour
from awards_site.templatetags.icons import icon, stylesheets
from awards_site.templatetags.markdown import markdown
from awards_site.templatetags.money import money

ICON_NAMED = re.compile(r'{% icon "([a-z0-9-]+)"')
# A picture inside a style sheet cannot see custom properties: an encoded one (%23) is no colour of ours to name.
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*{)|\brgba?\(")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FRIDAY = datetime(2026, 12, 4, 17, 0, tzinfo=UTC)


def test_a_day_is_written_out_in_full_and_short():
    assert [day(FRIDAY), day_plain(FRIDAY), day_short(FRIDAY)] == [
        "Friday 4 December 2026",
        "4 December 2026",
        "Fri 4 Dec",
    ]


def test_a_day_and_its_hour_are_one_phrase():
    assert [day_time(FRIDAY), day_time_short(FRIDAY)] == ["Friday 4 December 2026, 5 pm", "Fri 4 Dec, 5 pm"]


@pytest.mark.parametrize(
    ("time", "written"),
    [
        ((17, 4), "5.04 pm"),
        ((8, 51), "8.51 am"),
        ((12, 0), "noon"),
        ((0, 0), "midnight"),
        ((12, 30), "12.30 pm"),
        ((0, 5), "12.05 am"),
    ],
)
def test_an_hour_is_written_as_it_is_said(time, written):
    assert hour(datetime(2026, 12, 4, *time, tzinfo=UTC)) == written


def test_times_are_told_in_the_zone_that_is_in_force():
    summer = datetime(2026, 7, 31, 23, 30, tzinfo=UTC)
    with timezone.override(ZoneInfo("Europe/London")):
        assert day_time(summer) == "Saturday 1 August 2026, 12.30 am"


def test_a_day_without_an_hour_has_none_and_nothing_is_written_as_nothing():
    assert [day(date(2026, 11, 13)), hour(date(2026, 11, 13)), day(None), day_time(None)] == [
        "Friday 13 November 2026",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (Decimal(1240), "GBP", "£1,240"),
        (Decimal("12.50"), "GBP", "£12.50"),
        (Decimal("-1240.00"), "EUR", "−€1,240"),
        (0, "GBP", "£0"),
        (Decimal(300), "SEK", "SEK 300"),
        (None, "GBP", ""),
    ],
)
def test_money_has_pence_only_where_there_are_any(amount, currency, written):
    assert money(amount, currency) == written


def test_people_may_write_emphasis_and_links():
    assert markdown("Some **bold** [words](https://example.org)") == (
        '<p>Some <strong>bold</strong> <a href="https://example.org" rel="noopener noreferrer">words</a></p>\n'
    )


@pytest.mark.parametrize("harmful", ["<script>alert(1)</script>", "[x](javascript:alert(1))", '<b onclick="x()">b</b>'])
def test_nothing_that_people_write_can_run(harmful):
    html = markdown(harmful)
    assert [html.count("<script"), html.count('href="javascript'), html.count("<b onclick")] == [0, 0, 0]


def test_an_icon_is_hidden_from_who_listens():
    assert icon("check") == '<svg class="icon" aria-hidden="true"><use href="/static/img/icons.svg#check"/></svg>'
    assert stylesheets("base forms") == ("/static/css/base.css", "/static/css/forms.css")


def test_every_icon_that_a_template_names_is_in_the_sprite(settings):
    sprite = (settings.BASE_DIR / "static/img/icons.svg").read_text()
    named = {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in ICON_NAMED.findall(path.read_text())
    }
    assert sorted(name for name in named if f'id="{name}"' not in sprite) == []


def test_only_the_tokens_name_colours(settings):
    found = {
        path.name: COLOUR.findall(COMMENT.sub("", path.read_text()))
        for path in (settings.BASE_DIR / "static/css").glob("*.css")
        if path.name != "tokens.css"
    }
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_the_hooks_of_a_component_survive_odd_words():
    page = Template('{% include "components/leaders.html" with pairs=pairs compact=True %}')
    html = page.render(Context({"pairs": [("<b>", "9 of 38")]}))
    assert html.count("<dt>&lt;b&gt;</dt><dd>9 of 38</dd>") == 1
