"""The hash manifest of an archive pack: every file in it but the manifest itself."""

import json
from collections.abc import Iterator, Mapping

from rules.canonical import canonical_json
from rules.record.discrepancy import Discrepancy

MANIFEST_FORMAT = "zhijiang-manifest/1"
SECTION = "files"


def manifest_text(hashes: Mapping[str, str]) -> str:
    """The text of manifest.json; `hashes` maps a path in the pack to its SHA-256 in hex."""
    return canonical_json({"format": MANIFEST_FORMAT, "files": dict(hashes)})


def check_manifest(text: str, hashes: Mapping[str, str]) -> Iterator[Discrepancy]:
    """Files changed, missing or added since; `hashes` are those of the files at hand."""
    listed = _listed(text)
    if listed is None:
        sentence = f"清单不是 {MANIFEST_FORMAT} 格式，不能核对文件。"
        yield Discrepancy(SECTION, "", "format", sentence)
        return
    if text != canonical_json({"format": MANIFEST_FORMAT, "files": listed}):
        yield Discrepancy(SECTION, "", "text", "清单的写法与导出时不同，清单被改动过。")
    for path in sorted(listed.keys() | hashes.keys()):
        if path not in hashes:
            yield Discrepancy(SECTION, path, "missing", f"清单所列的 {path} 不在归档包内。")
        elif path not in listed:
            yield Discrepancy(SECTION, path, "unlisted", f"归档包内的 {path} 未列入清单。")
        elif listed[path] != hashes[path]:
            yield Discrepancy(SECTION, path, "changed", f"{path} 与清单所列的校验值不符。")


def _listed(text: str) -> dict[str, object] | None:
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(manifest, dict) or manifest.get("format") != MANIFEST_FORMAT:
        return None
    files = manifest.get("files")
    if not isinstance(files, dict) or not all(isinstance(digest, str) for digest in files.values()):
        return None
    return files
