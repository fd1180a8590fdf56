import numpy as np
import pytest

from appraisal.domain.beside.villages import Screened, screen
from appraisal.domain.errors import CountsError


def test_screen_by_hand():
    found = screen({"大柳村": 0.01, "小河村": 0.03, "石桥村": None, "南湾村": 0.02, "东坡村": 0.5})
    assert found == (
        Screened("大柳村", 0.01, pytest.approx(0.04), True),
        Screened("小河村", 0.03, pytest.approx(0.04), True),
        Screened("石桥村", None, None, False),
        Screened("南湾村", 0.02, pytest.approx(0.04), True),
        Screened("东坡村", 0.5, 0.5, False),
    )


def test_screen_of_one_village_is_its_own_test():
    assert screen({"大柳村": 0.05})[0].look is True


def test_screen_of_no_village_is_empty():
    assert screen({}) == ()


def test_screen_of_twenty_honest_villages_names_any_in_about_five_percent():
    rng = np.random.default_rng(11)
    named = [any(one.look for one in screen(dict(enumerate(rng.random(20))))) for _ in range(1000)]
    assert np.mean(named) == pytest.approx(0.05, abs=0.015)


@pytest.mark.parametrize(("p", "level"), [(1.2, 0.05), (-0.1, 0.05), (0.5, 0.0), (0.5, 1.0)])
def test_screen_refuses(p, level):
    with pytest.raises(CountsError) as caught:
        screen({"大柳村": p}, level)
    assert caught.value.code == "not_a_probability"
