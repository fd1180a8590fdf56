"""What flags on points say in a round with a small group: that two means lie apart, and no figure of either.

The mean of a group or batch is one more equation for whoever subtracts, and would give the small group away.
"""

from __future__ import annotations

from appraisal.domain.flags.flag import Text

VEILED: dict[str, Text] = {
    "means_level": Text(
        "{who}的平均分比{others}{way}{least}分以上。有一类人票少，所以不写具体的分。"
        "值得看一眼：也可能这一片的人想法本来就不一样。",
        "On average {who} lies {least} points or more {way} than {others}. One group has few ballots, so the points "
        "are not given. Worth a look: people there may simply think otherwise.",
    ),
    "means_person": Text(
        "跟给别人的分比，{who}给{person}的比{others}{way}{least}分以上。有一类人票少，所以不写具体的分。"
        "值得看一眼：也可能这一片的人跟这位干部打交道多。",
        "Against the others on the same ballots, {who} puts {person} {least} points or more {way} than {others}. One "
        "group has few ballots, so the points are not given. Worth a look: people there may have more to do with this "
        "person.",
    ),
    "channel": Text(
        "给{person}打分，{channel}比同类的人用别的方式{way}{least}分以上。有一类人票少，所以不写具体的分。"
        "值得看一眼：也可能老人多用纸票，年轻人多用手机。",
        "{person} lies {least} points or more {way} {channel} than by other channels in the same groups. One group has "
        "few ballots, so the points are not given. Worth a look: old people may prefer paper, young ones the phone.",
    ),
    "conflict": Text(
        "{groups}给{person}的分相差{least}分以上。有一类人票少，所以不写具体的分。"
        "值得看一眼：两类人打的交道不同，看法不同也正常。",
        "{groups} differ by more than {least} points on {person}. One group has few ballots, so the points are not "
        "given. Worth a look: people who deal with different matters may well disagree.",
    ),
}


def veiled(code: str) -> Text | None:
    """Return the sentence for a flag's `code`; None where it states no points."""
    return next((text for name, text in VEILED.items() if code.startswith(name)), None)
