"""The acts of a calibration round: choose samples, open, score, let somebody begin without, close."""
