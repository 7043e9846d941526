"""A YAML document as a tree that knows its lines, with everything refused that a plan has no use for."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from intake.problems import BadFile, Problem

LARGEST = 1024 * 1024
DEEPEST = 12


@dataclass(frozen=True, order=True)
class PlaceProblem(Problem):
    """One thing wrong in a document: ``row`` is the line, ``column`` the path of keys, such as criteria[2].weight."""

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"line {self.row}" if self.row else "", self.column) if part)
        return f"{place}: {self.message}" if place else self.message


def read_document(path: Path) -> yaml.Node:
    """The tree of a YAML file. Raises BadFile for one that cannot be read, is too large, or is no plain document."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(f"{path.name} is larger than {LARGEST // 1024 // 1024} MB")
        content = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror}") from error
    return read_document_bytes(content, path.name)


def read_document_bytes(content: bytes, name: str) -> yaml.Node:
    """The same, of bytes at hand; ``name`` is what messages call them."""
    if len(content) > LARGEST:
        raise BadFile(f"{name} is larger than {LARGEST // 1024 // 1024} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{name} is not UTF-8 text") from error
    try:
        _refuse_tricks(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadFile([PlaceProblem(line, "", f"is no YAML: {error.problem}")]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadFile(f"{name} is no YAML text") from error
    if root is None:
        raise BadFile(f"{name} is empty")
    return root


def _refuse_tricks(text: str) -> None:
    """Refuse aliases (a small file could unfold into a huge one) and nesting that no plan has."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise BadFile([PlaceProblem(line, "", f"the alias *{event.anchor} is refused; write the value out")])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise BadFile([PlaceProblem(line, "", "is nested too deeply for a programme")])


def lines_of(node: yaml.Node, path: str = "") -> dict[str, int]:
    """The line of every place in a tree, by its path of keys."""
    found = {path: node.start_mark.line + 1}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found |= lines_of(value, f"{path}.{key.value}" if path else str(key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value, start=1):
            found |= lines_of(item, f"{path}[{number}]")
    return found
