"""Ballot accounting, and the fingerprints that tie a result to its round."""

from __future__ import annotations

from appraisal.domain.definitions.definition import Definition

PAPERS = (
    Definition(
        "ledger",
        ("票数账", "Ballot accounting"),
        (
            "发出的票条、作废的、用掉的，和票箱里、计出来的票，一张对一张。对不上，先查清再签字。",
            "Slips issued, void and spent against ballots in the box and counted, one for one. Where they differ, find "
            "out before signing.",
        ),
        "",
        "docs/ballot-format.md",
    ),
    Definition(
        "assembly",
        ("法定评议还是调查", "Statutory evaluation or survey"),
        (
            "法定评议由村民会议或代表会议进行，记下谁主持、到了多少人。没有这些记录的，只是一次调查。",
            "The statutory evaluation is held by the assembly; host and quorum are recorded. "
            "Without them it is a survey.",
        ),
        "",
        "《村民委员会组织法》（2025年修订）第三十八条 · Organic Law of the Villagers' Committees (2025), art. 38",
    ),
    Definition(
        "box_root",
        ("票箱根", "Box root"),
        (
            "全部密封票的指纹合成的一个指纹：多一张、少一张、改一张都会变。",
            "One fingerprint of all sealed ballots: one more, one less or one changed changes it.",
        ),
        "Merkle tree, SHA-256",
        "RFC 9162",
    ),
    Definition(
        "result_sha256",
        ("结果指纹", "Result fingerprint"),
        (
            "整个结果的指纹。两名审核人签的就是它；改一个数字，它就变。",
            "The fingerprint of the whole result. The two reviewers sign it; one figure changed changes it.",
        ),
        "SHA-256",
        "FIPS 180-4",
    ),
)
