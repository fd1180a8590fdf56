import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.domain.recovery import RecoveryError, from_text, to_text

WRAPPED = st.binary(min_size=128, max_size=128)
TEXT = to_text(bytes(range(128)))


@given(WRAPPED)
def test_recovery_copy_gives_back_the_wrapped_key(wrapped):
    assert from_text(to_text(wrapped)) == wrapped


def test_recovery_copy_is_eight_lines_of_eight_groups_of_four():
    lines = TEXT.split("\n")
    assert [[len(part) for part in line.split()] for line in lines] == [[4] * 8] * 8


def test_recovery_copy_may_be_typed_in_small_letters_and_without_groups():
    assert from_text(TEXT.lower().replace(" ", "-") + "\n\n") == bytes(range(128))


@given(WRAPPED, st.integers(0, 7), st.integers(0, 31), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567018!"))
def test_wrong_letter_is_found_in_its_line(wrapped, line, place, letter):
    lines = [part.replace(" ", "") for part in to_text(wrapped).split("\n")]
    changed = lines[line][:place] + letter + lines[line][place + 1 :]
    if changed != lines[line]:
        with pytest.raises(RecoveryError) as found:
            from_text("\n".join([*lines[:line], changed, *lines[line + 1 :]]))
        assert found.value.args == (line + 1,)


def test_swapped_lines_are_found():
    lines = TEXT.split("\n")
    with pytest.raises(RecoveryError) as found:
        from_text("\n".join([lines[0], lines[2], lines[1], *lines[3:]]))
    assert found.value.args == (2,)


@pytest.mark.parametrize(("text", "line"), [("", 1), ("\n".join(TEXT.split("\n")[:5]), 6), ("口令", 1)])
def test_missing_lines_are_named(text, line):
    with pytest.raises(RecoveryError) as found:
        from_text(text)
    assert found.value.args == (line,)
