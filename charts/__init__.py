"""Figures as pictures: geometry worked out here, drawn by ``templates/charts``, for a page and a PDF alike.

Knows neither Django nor what the figures mean. Every coordinate is a text with a full stop, because a template would
write a number with the reader's own decimal comma. Colours come by class: from ``static/css/charts.css`` on a page, from
the print style sheet in a PDF.
"""
