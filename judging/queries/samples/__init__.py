"""The calibration round: two or three samples that all judges score before anything real. Nothing here reaches a result."""
