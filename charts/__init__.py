"""Geometry of the charts that the server draws: numbers in, finished marks out; no Django, no colours, no words of its own.

A chart function takes plain values and the words to write, and returns a ``Figure`` (drawn twice, for a desk and for a
phone, with a key and the table behind it) or a ``Drawing`` (a small plot for one row of a table). On a page
``templates/charts/figure.svg.html`` and ``plot.svg.html`` draw them and ``static/css/charts.css`` colours them; a PDF
takes ``print.svg.html``, which carries its colours inside, because WeasyPrint's pictures do not see the page's styles.
"""
