from discipline.views.blueprint import subscripts


def test_subscripts_are_set_low_and_the_rest_is_text():
    assert subscripts("Σ W_g y_g < S_ab,g n_i & 1/k") == (
        "Σ W<sub>g</sub> y<sub>g</sub> &lt; S<sub>ab,g</sub> n<sub>i</sub> &amp; 1/k"
    )
