"""What is known about reviewers and applicants when conflicts are looked for (article 30)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.names import Organisation


class InterestKind(StrEnum):
    """What ties a reviewer to an organisation."""

    EMPLOYER = "employer"
    FORMER_EMPLOYER = "former_employer"
    CONSULTANCY = "consultancy"
    TRAINING = "training"
    CERTIFICATION = "certification"
    SHAREHOLDING = "shareholding"
    RELATIVE = "relative"
    COMPETITOR = "competitor"
    SAME_GROUP = "same_group"
    OTHER = "other"

    def words(self, organisation: str) -> str:
        """The tie to an organisation of that name, in Chinese."""
        return _TIES[self].format(organisation)


_TIES = {
    InterestKind.EMPLOYER: "现任职于{}",
    InterestKind.FORMER_EMPLOYER: "曾任职于{}",
    InterestKind.CONSULTANCY: "曾为{}提供咨询",
    InterestKind.TRAINING: "曾为{}提供培训",
    InterestKind.CERTIFICATION: "曾对{}从事认证审核",
    InterestKind.SHAREHOLDING: "持有{}的股份",
    InterestKind.RELATIVE: "有近亲属任职于{}",
    InterestKind.COMPETITOR: "与{}有竞争关系",
    InterestKind.SAME_GROUP: "所在单位与{}同属一个集团",
    InterestKind.OTHER: "与{}有其他利害关系",
}


class Relation(StrEnum):
    """Which side of an applicant the organisation is."""

    ITSELF = "itself"
    SAME_GROUP = "same_group"
    COMPETITOR = "competitor"
    RECOMMENDER = "recommender"

    def words(self, applicant: str) -> str:
        """What that organisation is to the applicant named, in Chinese."""
        return _RELATIONS[self].format(applicant)


_RELATIONS = {
    Relation.ITSELF: "该单位即申报单位{}",
    Relation.SAME_GROUP: "该单位与申报单位{}同属一个集团",
    Relation.COMPETITOR: "该单位是申报单位{}的竞争对手",
    Relation.RECOMMENDER: "该单位是申报单位{}的推荐单位",
}


@dataclass(frozen=True, slots=True)
class Interest:
    """One tie to an organisation; `until` None means that it lasts."""

    kind: InterestKind
    organisation: Organisation
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviewerFacts:
    """A member of the pool and what is on record about it."""

    id: str
    name: str
    employer: Organisation
    interests: tuple[Interest, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """An applicant and whom a reviewer must have nothing to do with."""

    ref: str
    organisation: Organisation
    group: tuple[Organisation, ...] = ()
    competitors: tuple[Organisation, ...] = ()
    recommenders: tuple[Organisation, ...] = ()
