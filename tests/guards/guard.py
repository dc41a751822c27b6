"""One guard: where it stands, how it is taken out, and which tests must then fail."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard against the threat of that name in docs/security.md.

    `text` stands exactly once in `file`; with `without` in its place the guard is gone, and each of `tests` fails.
    """

    threat: str
    file: str
    text: str
    without: str
    tests: tuple[str, ...]

    def place(self, root: Path = ROOT) -> str:
        """`file:function`, as docs/security.md names it; the file alone where it stands in no function.

        Raises ValueError when the text is not there, or more than once.
        """
        content = (root / self.file).read_text(encoding="utf-8")
        if content.count(self.text) != 1:
            raise ValueError(f"{self.file} has {content.count(self.text)} times {self.text!r}")
        if not self.file.endswith(".py"):
            return self.file
        line = content[: content.index(self.text.strip("\n"))].count("\n") + 1
        function = _innermost(_parsed(content), line)
        return f"{self.file}:{function}" if function else self.file

    def take_out(self, root: Path) -> None:
        """Write the file without the guard; what it was before is the caller's to put back."""
        self.place(root)
        path = root / self.file
        path.write_text(path.read_text(encoding="utf-8").replace(self.text, self.without), encoding="utf-8")


@cache
def _parsed(content: str) -> ast.Module:
    return ast.parse(content)


def _innermost(tree: ast.AST, line: int) -> str:
    """The function around that line, after its class; the name that is given a value there; else nothing."""
    found = ""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)):
            continue
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                return name
            case ast.ClassDef(name=name):
                found = ".".join(filter(None, (name, _innermost(node, line))))
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found = name
    return found
