"""What running code reaches: rules it calls, and values of a policy it reads.

A page says which rule decides, and a test tries the rule; neither sees a rule that nothing calls.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNNING = (
    "actions",
    "tasks",
    "flows",
    "deployments",
    "cli",
    "documents",
    "notifications",
    "runtime",
)


@cache
def reached_rules() -> frozenset[str]:
    """``module.function`` of every rule that running code uses, or a rule it uses in turn."""
    used = {name for path in _running() for name in _used_in(_tree(path), "")}
    for module, tree in _rules().items():  # tables of functions work as soon as they are imported
        tables = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
        used |= {name for table in tables for name in _used_in(table, module)}
    found: set[str] = set()
    while fresh := used - found:
        found |= fresh
        used = {
            name
            for one in fresh & _definitions().keys()
            for name in _used_in(_definitions()[one], one.rpartition(".")[0])
        }
    return frozenset(found)


@cache
def read_names() -> frozenset[str]:
    """Every attribute that running code, or a rule it reaches, asks of anything."""
    running = [_tree(path) for path in _running()]
    values = [tree for module, tree in _rules().items() if module.startswith("policy.")]
    rules = [node for name, node in _definitions().items() if name in reached_rules()]
    nodes: list[ast.AST] = [*running, *values, *rules]
    asked = {n.attr for node in nodes for n in ast.walk(node) if isinstance(n, ast.Attribute)}
    return frozenset(asked | {key for node in [*running, *rules] for key in _keys(node)})


def home_of(rule: str) -> str:
    """``module.function`` of a rule that is named after the package that hands it on."""
    module, _, name = rule.rpartition(".")
    return _at_home(module, name)


def _keys(node: ast.AST) -> Iterator[str]:
    """The last names of values that are asked for by their keys, as "scoring.weights"."""
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and "." in one.value:
            yield one.value.rpartition(".")[2]


def _running() -> Iterator[Path]:
    for package in RUNNING:
        yield from (ROOT / package).rglob("*.py")


@cache
def _rules() -> dict[str, ast.Module]:
    return {
        ".".join(path.relative_to(ROOT / "rules").with_suffix("").parts): _tree(path)
        for path in (ROOT / "rules").rglob("*.py")
    }


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _definitions() -> dict[str, ast.AST]:
    return {
        f"{module}.{node.name}": node
        for module, tree in _rules().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def _used_in(node: ast.AST, module: str) -> Iterator[str]:
    """Names of rules that are used here, as ``module.name``; `module` of rules, if it is one."""
    own, modules = _imported(_rules().get(module, node))
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield own.get(one.id, f"{module}.{one.id}")
        elif isinstance(one, ast.Attribute) and (of := getattr(one.value, "id", "")) in modules:
            yield _at_home(modules[of], one.attr)


def _imported(tree: ast.AST) -> tuple[dict[str, str], dict[str, str]]:
    """Names that stand for something of rules, and names that stand for a module of rules."""
    own, modules = {}, {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "rules":
            inside = (node.module or "").partition(".")[2]
            for alias in node.names:
                name = alias.asname or alias.name
                full = f"{inside}.{alias.name}".lstrip(".")
                home = _at_home(inside, alias.name)
                is_module = full in _rules() or f"{full}.__init__" in _rules()
                if is_module and home == full:  # a package may hand on a function of that name
                    modules[name] = full
                else:
                    own[name] = home
    return own, modules


def _at_home(module: str, name: str) -> str:
    """Where a name is defined that a package's ``__init__`` hands on."""
    package = _rules().get(f"{module}.__init__")
    passed_on = _imported(package)[0] if package is not None else {}
    return passed_on.get(name, f"{module}.{name}".lstrip("."))
