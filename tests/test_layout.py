"""The architecture's import rule: news flows one way, so imports do too."""

from __future__ import annotations

import ast
from pathlib import Path

import marsad

PACKAGE = Path(marsad.__file__).parent

LAYERS = [
    {"types", "errors"},
    {"codec", "config", "instants", "urls"},
    {"text"},
    {"sites", "events", "lexicon"},
    {"fetch", "extract", "analysis", "stories"},
    {"store"},
    {"pipeline"},
    {"export", "alerts", "batch"},
    {"api", "web", "demo"},
    {"cli"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
BUDGET_FILE = 500


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(tree: ast.AST, module: str) -> set[str]:
    """Name every module of ours that a file imports, late imports and type checking included."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import of {node.module}"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == "marsad"}


def sources() -> dict[str, tuple[Path, set[str]]]:
    result = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = module_name(path)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        result[name] = path, imported_modules(tree, name)
    return result


def part(module: str) -> str | None:
    """Return the package or top-level module that a dotted name lies in."""
    pieces = module.split(".")
    return pieces[1] if len(pieces) > 1 and pieces[1] in LEVEL else None


def test_every_package_has_its_place_in_the_order() -> None:
    parts = {name.split(".")[1] for name in sources() if name.count(".")}
    assert parts - {"__main__"} <= set(LEVEL), "a new package needs a place in LAYERS"


def test_no_package_imports_to_its_right_or_beside_it() -> None:
    wrong = []
    for module, (_, imports) in sources().items():
        own = part(module)
        if own is None:
            continue
        for name in imports:
            other = part(name)
            if other and other != own and LEVEL[other] >= LEVEL[own]:
                wrong.append(f"{module} imports {name}")
    assert not wrong, "\n".join(sorted(wrong))


def test_no_import_cycle() -> None:
    files = sources()
    graph = {
        module: {
            target
            for name in imports
            for target in (name, name.rpartition(".")[0])
            if target in files and target != "marsad"
        }
        for module, (_, imports) in files.items()
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join([*trail[trail.index(module) :], module])
        if module in done:
            return
        for target in sorted(graph[module] - {module}):
            visit(target, (*trail, module))
        done.add(module)

    for module in graph:
        visit(module, ())


def test_files_fit_their_budget() -> None:
    long = [
        f"{path}: {lines} lines"
        for path, _ in sources().values()
        if (lines := path.read_text(encoding="utf-8").count("\n")) > BUDGET_FILE
    ]
    assert not long, "\n".join(long)
