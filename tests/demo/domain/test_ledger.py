from demo.domain.ledger import Box, Ledger, reconcile

TABLE = """\
sent                              answered                             count
----------------------------------------------------------------------------
ballot, by SMS                    counted                                  2
ballot, by web                    cannot be used (any more)                1
ballot, by web                    counted                                  1"""
AGREED = """\
round         accepted  in the box   spent
------------------------------------------
aaaa1111             2           2       2
bbbb2222             1           1       1
accepted = in the box = spent: 3 ballots"""
DIFFERENT = """\
round         accepted  in the box   spent
------------------------------------------
aaaa1111             2           1       2   DIFFERENT
bbbb2222             1           1       1
THE BOX DOES NOT AGREE with what was accepted"""


def filled() -> Ledger:
    ledger = Ledger()
    ledger.accepted.update({"aaaa1111": 2, "bbbb2222": 1})
    return ledger


def test_table_counts_answers_by_what_was_sent() -> None:
    ledger = Ledger()
    for sent, answer in (
        ("ballot, by web", "counted"),
        ("ballot, by SMS", "counted"),
        ("ballot, by web", "cannot be used (any more)"),
        ("ballot, by SMS", "counted"),
    ):
        ledger.note(sent, answer, answer)
    assert ledger.table() == TABLE


def test_note_keeps_an_answer_that_was_not_wanted() -> None:
    ledger = Ledger()
    assert ledger.note("ballot, by web", "counted", "counted") is True
    assert ledger.note("ballot, by web", "status 500: ", "counted") is False
    assert ledger.surprises == ["ballot, by web: status 500:  instead of counted"]


def test_reconcile_counts_what_each_box_gained() -> None:
    before = {"aaaa1111": Box(137, 137), "bbbb2222": Box(0, 0)}
    after = {"aaaa1111": Box(139, 139), "bbbb2222": Box(1, 1)}
    assert reconcile(filled(), before, after) == (True, AGREED)


def test_reconcile_says_where_a_box_does_not_agree() -> None:
    before = {"aaaa1111": Box(0, 0), "bbbb2222": Box(0, 0)}
    after = {"aaaa1111": Box(1, 2), "bbbb2222": Box(1, 1)}
    assert reconcile(filled(), before, after) == (False, DIFFERENT)
