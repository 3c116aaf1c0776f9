"""Print the texts to be translated, one ``translate("Riothermie", "...")`` a line, for pylupdate5.

Usage: texts.py FILE...

pylupdate5 itself passes over a text that is followed by a trailing comma or that is split before one: the very forms
that the formatter makes. Stops at a text that is not a literal: it could never be found in a translation.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

CONTEXT = "Riothermie"


def texts(path: Path) -> Iterator[str]:
    """Yield the texts of a file in order."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name != "translate" or len(call.args) < 2:
            continue
        values = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
        if values[0] != CONTEXT or not isinstance(values[1], str):
            sys.exit(f'{path}:{call.lineno}: write translate("{CONTEXT}", "a literal text").')
        yield values[1]


def main(arguments: list[str]) -> None:
    """Print the texts of the files."""
    for path in map(Path, arguments):
        for text in texts(path):
            print(f'translate("{CONTEXT}", {json.dumps(text, ensure_ascii=False)})')


if __name__ == "__main__":
    main(sys.argv[1:])
