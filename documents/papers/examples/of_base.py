"""A made-up 审签单 and 发文稿纸, which any paper may have."""

from documents.papers.contexts.base import Base, DispatchSheet, SigningSheet, SignOff
from documents.papers.examples.shared import COMMON

EXAMPLES: dict[str, Base] = {
    "signing-sheet": SigningSheet(**COMMON, stage="公示", settings=COMMON["bases"]),
    "dispatch-sheet": DispatchSheet(
        **COMMON,
        title="关于申报第三届钦州市市长质量奖的通知",
        document_number="钦质强办〔2026〕9号",
        steps=(
            SignOff(step="拟稿", who="黄工", on="2026年3月4日"),
            SignOff(step="核稿", who="莫家宁", on="2026年3月5日"),
            SignOff(step="签发", who="韦立新", on="2026年3月5日"),
        ),
        copies="无",
    ),
}
