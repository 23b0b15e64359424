from rules.authenticity import check_certificate, code_hash

ENTRY = {
    "number": "ZJ-1",
    "winner": "临海重工",
    "edition": "第三届",
    "prize": "市长质量奖",
    "award_year": 2026,
    "revoked_on": None,
    "code_sha256": code_hash("ZJ-1", "ABCD234567"),
}


def test_number_and_code_that_belong_together_are_confirmed() -> None:
    verdict = check_certificate([ENTRY], " ZJ-1 ", "abcd-234 567")

    assert verdict.is_valid
    assert verdict.sentence == "证书真实有效：临海重工，第三届市长质量奖，获奖年度2026年。"


def test_wrong_code_and_unknown_number_are_not_genuine() -> None:
    assert not check_certificate([ENTRY], "ZJ-1", "ABCD234568").is_genuine
    assert not check_certificate([ENTRY], "ZJ-2", "ABCD234567").is_genuine


def test_code_of_one_certificate_does_not_confirm_another() -> None:
    other = {**ENTRY, "number": "ZJ-2"}

    assert not check_certificate([ENTRY, other], "ZJ-2", "ABCD234567").is_genuine


def test_revoked_title_is_genuine_and_no_longer_valid() -> None:
    verdict = check_certificate([{**ENTRY, "revoked_on": "2027-03-01"}], "ZJ-1", "ABCD234567")

    assert (verdict.is_valid, verdict.is_genuine) == (False, True)
    assert "已于2027-03-01撤销" in verdict.sentence
