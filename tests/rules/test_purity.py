import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALLOWED = {"annotated_types", "pydantic", "pydantic_core", "typing_extensions", "typing_inspection"}

PROBE = """
import importlib, json, pkgutil, sys
started_with = set(sys.modules)
import rules
for module in pkgutil.walk_packages(rules.__path__, "rules."):
    importlib.import_module(module.name)
print(json.dumps(sorted({name.split(".")[0] for name in set(sys.modules) - started_with})))
"""


def test_importing_every_rule_pulls_in_the_standard_library_and_pydantic_only() -> None:
    probe = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    outside = {name for name in json.loads(probe.stdout) if not name.startswith("_")}

    assert outside - set(sys.stdlib_module_names) - {"rules"} <= ALLOWED
