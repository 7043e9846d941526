"""Build icons.svg out of the icons that we use: ``python static/img/build_icons.py PATH/TO/lucide-static/icons``.

Lucide's icons (ISC licence, beside this file) and our own: the sprig, the laurel branch.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
USED = (
    "archive arrow-down arrow-left arrow-right arrow-up award bell calendar chart-column check chevron-down chevron-right "
    "chevron-up circle circle-alert circle-check circle-dot clock copy download ellipsis external-link eye file-text flag "
    "hourglass info key list-ordered lock log-out mail message-square paperclip pencil plus printer qr-code refresh-cw "
    "rotate-ccw scale search send settings shield-check star trash-2 triangle-alert trophy undo-2 upload user user-plus users x"
).split()


def symbol(name: str, source: str) -> str:
    """One icon as a symbol of the sprite."""
    view = re.search(r'viewBox="([^"]+)"', source)
    body = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    assert view and body, name
    return f'<symbol id="{name}" viewBox="{view[1]}">{" ".join(body[1].split())}</symbol>'


def main(lucide: Path) -> None:
    """Write the sprite."""
    symbols = [symbol(name, (lucide / f"{name}.svg").read_text()) for name in USED]
    symbols += [symbol(path.stem, path.read_text()) for path in sorted((HERE / "own").glob("*.svg"))]
    (HERE / "icons.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
