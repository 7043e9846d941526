"""What is wrong with a file, place by place."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong. ``row`` counts as a spreadsheet does (the header is row 1), 0 for the file as a whole."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        if not self.row:
            return self.message
        if not self.column:
            return f"row {self.row}: {self.message}"
        return f"row {self.row}, column {self.column}: {self.message}"


class BadFile(Exception):
    """A file that cannot be taken; ``problems`` says every reason. Nothing has been changed."""

    def __init__(self, problems: list[Problem] | str) -> None:
        self.problems = [Problem(0, "", problems)] if isinstance(problems, str) else sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
