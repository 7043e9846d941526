"""The faces in which posters and share pictures are set, each with those that have the letters it lacks."""

from pathlib import Path

from django.conf import settings

FONTS = Path(settings.BASE_DIR) / "static/fonts/print"
OTHERS = (FONTS / "SourceSerif4_600SemiBold.ttf", FONTS / "Amiri_400Regular.ttf")
BLACK = (FONTS / "Fraunces_900Black.ttf", *OTHERS)
SEMIBOLD = (FONTS / "Fraunces_600SemiBold.ttf", *OTHERS)
