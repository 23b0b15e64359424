"""How long each kind of document is kept: the three classes of administrative archives."""

from typing import Literal

from rules.policy.leaf import Section, Text, later_leaf, leaf
from rules.sourced import Sourced

Retention = Literal["permanent", "thirty_years", "ten_years"]
CLASSES: tuple[Retention, ...] = ("permanent", "thirty_years", "ten_years")
SAID: dict[Retention, str] = {
    "permanent": "永久",
    "thirty_years": "30年",
    "ten_years": "10年",
}


class Archive(Section):
    """Kinds of documents by class, named as on their covers; `otherwise` is for all others.

    Those in `sealed` leave the house only with their number and seal.
    """

    permanent: Sourced[tuple[Text, ...]] = leaf("永久保管的文件", "conferral")
    thirty_years: Sourced[tuple[Text, ...]] = leaf("保管30年的文件", "conferral")
    ten_years: Sourced[tuple[Text, ...]] = leaf("保管10年的文件", "conferral")
    otherwise: Sourced[Retention] = leaf("其他文件的保管期限", "conferral")
    sealed: Sourced[tuple[Text, ...]] | None = later_leaf("编号盖章后才能发出的文件", "call")

    def retention(self, kind: str) -> str:
        """``永久``, ``30年`` or ``10年``."""
        for name in CLASSES:
            if kind in getattr(self, name).value:
                return SAID[name]
        return SAID[self.otherwise.value]
