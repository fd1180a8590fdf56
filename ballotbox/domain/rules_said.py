"""The rules of a round as its opening notice prints them: in Chinese alone, as the notice is."""

from __future__ import annotations

from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.rules import AT_LEAST

OF = {"valid": "有效的评价", "returned": "收回的票", "roll": "名册上的人数"}
ON = {"one_third": "不称职票达到上面的比例", "score": "得分落在最低一档", "band": "得分的整个区间都在最低一档"}


def threshold(spec: RoundSpec) -> str:
    """Return the turnout that makes a round valid, and the part of worst grades that is pointed out."""
    third = spec.rules.one_third
    part = f"；不称职{_sign(third.comparison)} {third.over}/{third.under} 的，另外标出" if spec.one_third_rule else ""
    return f"{_sign(spec.rules.turnout.comparison)} {spec.turnout_threshold * 100:.3g}% 的人评了才有效{part}"


def said(spec: RoundSpec) -> list[tuple[str, str]]:
    """Return each rule, its words and its basis; none of a round whose rules stood in the program."""
    rules = [] if spec.version == 1 else ruled(spec)
    return [(name, f"{words}（依据：{basis}）" if basis else words) for name, words, basis in rules]


def ruled(spec: RoundSpec) -> list[tuple[str, str, str]]:
    """Return the name, the words and the basis of each rule; of an old round those it is judged by all the same."""
    rules, grades = spec.rules, spec.scale.grades
    lines = zip(grades, rules.bands.lower, strict=False)
    bands = "、".join(f"{grade.name} {lower:g} 分起" for grade, lower in [*lines][:-1]) or "常用的分数线"
    lost = f"{ON[rules.not_competent.figure]}判为不称职；法定评议连续 {rules.not_competent.in_a_row} 次的终止职务"
    item = spec.items[spec.judged_item].name
    third = f"看“{item}”；{_sign(rules.one_third.comparison)} {rules.one_third.over}/{rules.one_third.under}"
    found = [
        ("由谁主持", rules.host, ""),
        ("分值", "见正面", rules.scores_basis),
        ("权重", "见正面", rules.weights_basis),
        ("等次", bands, rules.bands.basis),
        ("比例", f"除以{OF[rules.denominator.of]}", rules.denominator.basis),
        ("门槛", f"{_sign(rules.turnout.comparison)}才算", rules.turnout.basis),
        ("不称职票", third if spec.one_third_rule else "不用比例的规定", rules.one_third.basis),
        ("不称职", lost, rules.not_competent.basis),
        ("自评", f"和得分差 {rules.self_score.gap:g} 分以上的提示", rules.self_score.basis),
    ]
    return [line for line in found if line[1]]


def _sign(comparison: str) -> str:
    return "达到" if comparison == AT_LEAST else "超过"
