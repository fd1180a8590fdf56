"""What the flags on sums say, in both languages."""

from __future__ import annotations

from appraisal.domain.flags.flag import Text
from appraisal.domain.flags.words import Wording

_CODES = Text(
    "把票条登记表从头数一遍：印了多少、作废多少、核销多少。",
    "Go through the slip ledger from the start: printed, voided, spent.",
)
_BOX = Text(
    "先对票箱和票条登记，再决定要不要重新计票；说清之前，别签字。",
    "Compare the box with the slip ledger, and recount if needed; do not sign before it is explained.",
)
_PAPER = Text(
    "把这一盘的存根和纸票各数一遍，再跟录入的对一对。",
    "Count the stubs and the paper ballots of each tray, and compare with what was typed in.",
)

ACCOUNTING: dict[str, Wording] = {
    "accounting_slips_missing": Wording(
        Text(
            "票条账对不上：印了{expected}张，作废的加核销的{observed}张。值得看一眼：常常是有一批漏登了。",
            "Slips do not add up: {expected} printed, {observed} voided or spent. Worth a look: often one batch was "
            "not written down.",
        ),
        _CODES,
    ),
    "accounting_ballots_missing": Wording(
        Text(
            "核销了{expected}个票码，票箱里只有{observed}张票。值得看一眼：先查票箱备份和恢复记录。",
            "{expected} codes are spent, the box holds {observed} ballots. Worth a look: first see whether the box was "
            "restored from a backup.",
        ),
        _BOX,
    ),
    "accounting_ballots_added": Wording(
        Text(
            "票箱里有{observed}张票，核销的票码和存根加起来{expected}张。值得看一眼：常常是存根还没录完。",
            "The box holds {observed} ballots for {expected} codes and stubs. Worth a look: often stubs are still to "
            "be entered.",
        ),
        _BOX,
    ),
    "accounting_ballots_rejected": Wording(
        Text(
            "有{observed}张票读不出来，没有计入。值得看一眼：也可能是系统出过错。",
            "{observed} ballots could not be read and were not counted. Worth a look: the system may have failed.",
        ),
        Text("看计票记录里写的原因；原票都还在，可以重新计。", "See the reasons in the count; the ballots are kept."),
    ),
    "accounting_direct_not_spent": Wording(
        Text(
            "网上和短信计入{observed}张票，核销的票码有{expected}个，应当相等。值得看一眼：可能是恢复备份造成的。",
            "{observed} ballots came by web and SMS for {expected} codes; they should be equal. Worth a look: a "
            "restored backup can do this.",
        ),
        _BOX,
    ),
    "accounting_paper_over_stubs": Wording(
        Text(
            "计入纸票{observed}张，存根只有{expected}张。值得看一眼：也可能存根漏录，或者一张票录了两遍。",
            "{observed} paper ballots for {expected} stubs. Worth a look: a stub may be missing, or a ballot was typed "
            "in twice.",
        ),
        _PAPER,
    ),
    "accounting_counted": Wording(
        Text(
            "票数账上计入{observed}张，计票结果是{expected}张，应当相等。值得看一眼：两个数可能不是同一次计的。",
            "The accounting says {observed} ballots, the count {expected}; they should be equal. Worth a look: they "
            "may be of different counts.",
        ),
        _BOX,
    ),
    "accounting_batches": Wording(
        Text(
            "各批次的票加起来{observed}张，一共计入{expected}张。值得看一眼：可能有一批没登记。",
            "The batches add up to {observed} ballots, {expected} were counted. Worth a look: a batch may be missing.",
        ),
        _CODES,
    ),
    "accounting_enterers": Wording(
        Text(
            "录入的票加起来{observed}张，计入纸票{expected}张。值得看一眼：可能有票录了两遍。",
            "{observed} ballots were typed in, {expected} counted on paper. Worth a look: some may be typed in twice.",
        ),
        _PAPER,
    ),
    "accounting_slips": Wording(
        Text(
            "{who}印了{expected}张票条，收到{observed}张票。值得看一眼：也可能补发的票条没登记。",
            "{who}: {expected} slips printed, {observed} ballots. Worth a look: replaced slips may not be "
            "written down.",
        ),
        _CODES,
    ),
}
