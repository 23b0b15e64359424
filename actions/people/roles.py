"""The roles of people who have a second factor, with their Chinese names."""

from rules.policy.words import shown

OFFICE, OFFICE_HEAD, CHAIR, GOVERNMENT = "office", "office_head", "chair", "government"
ADMINISTRATOR, OBSERVER, AUDITOR = "administrator", "observer", "auditor"
NAMES = {
    OFFICE: "经办人",
    OFFICE_HEAD: "承办机构负责人",
    CHAIR: shown(CHAIR),
    GOVERNMENT: shown(GOVERNMENT),
    ADMINISTRATOR: "管理员",
    OBSERVER: "监督人员",
    AUDITOR: "审计人员",
}
