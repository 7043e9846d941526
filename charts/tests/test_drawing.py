from html.parser import HTMLParser

from django.template.loader import render_to_string
from django.utils import translation

from charts.drawing import at, polyline
from charts.score_strip import score_strip, shared_axis
from charts.weekly_bars import Week, WeeklyWords, weekly_bars


class Seen(HTMLParser):
    """What a rendered chart holds."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.named, self.styles = [], [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.styles += "style" in found
        self.ids += [found["id"]] if "id" in found else []
        self.named += (found.get("aria-labelledby") or "").split()


def chart():
    weeks = [Week("1 Oct", (3, 2), last=7), Week("5 Oct", (1200, 3), last=8, note="Talks <b>")]
    return weekly_bars("weeks", weeks, WeeklyWords("By week", "Five.", "Week", ("A", "B"), "Before"))


def test_coordinates_are_short_and_never_a_negative_nothing():
    assert [at(1.04), at(-0.04), at(10.0), at(2.55)] == ["1", "0", "10", "2.5"]


def test_a_path_moves_once_and_draws_on():
    assert polyline("series", [(0, 1), (2.25, 3)]).d == "M0 1L2.2 3"


def test_a_chart_on_a_page_names_its_title_and_description_and_holds_its_table_without_any_style():
    seen = Seen(render_to_string("charts/figure.svg.html", {"figure": chart()}))
    assert sorted(seen.named) == sorted(seen.ids)
    assert len(set(seen.ids)) == 4
    assert seen.styles == 0
    assert seen.tags.count("style") == 0
    assert seen.tags.count("table") == 1


def test_words_from_people_are_escaped_in_the_drawing():
    html = render_to_string("charts/figure.svg.html", {"figure": chart()})
    assert html.count("Talks <b>") == 0
    assert html.count("Talks &lt;b&gt;") == 2


def test_a_plot_without_a_label_is_decoration():
    drawing = score_strip(shared_axis([50, 100]), [70], 70)
    assert render_to_string("charts/plot.svg.html", {"drawing": drawing}).count('aria-hidden="true"') == 1
    labelled = render_to_string("charts/plot.svg.html", {"drawing": drawing, "label": "One total, 70"})
    assert labelled.count('role="img" aria-label="One total, 70"') == 1


def test_the_view_box_is_plain_figures_in_every_language():
    with translation.override("de"):
        html = render_to_string("charts/figure.svg.html", {"figure": chart()})
    assert html.count('viewBox="0 0 820 330"') == 1


def test_a_chart_for_print_carries_its_colours_and_the_accent_inside():
    html = render_to_string("charts/print.svg.html", {"figure": chart(), "accent": "#0e5a7a"})
    assert html.count("var(") == 0
    assert html.count(".bar-a, .point { fill: #0e5a7a; }") == 1
