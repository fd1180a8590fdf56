"""Presets an organizer starts a round from. No national standard exists: weights are settings."""

from __future__ import annotations

from dataclasses import dataclass

from ballotbox.domain.layout import Item
from ballotbox.domain.record import Channel
from ballotbox.domain.rules import Bands, Rules


@dataclass(frozen=True)
class Preset:
    """A form of round: what is graded, and through which channels that is practical."""

    key: str
    name: str
    name_en: str
    items: tuple[Item, ...]
    channels: tuple[Channel, ...]


PRESETS = {
    preset.key: preset
    for preset in (
        Preset(
            "overall",
            "总体评价",
            "One overall grade",
            (Item("overall", "总体", "Overall", 1.0),),
            (Channel.WEB, Channel.SMS, Channel.PAPER),
        ),
        Preset(
            "five_dimensions",
            "德能勤绩廉",
            "Five dimensions",
            (
                Item("virtue", "德", "Virtue", 0.2),
                Item("ability", "能", "Ability", 0.2),
                Item("diligence", "勤", "Diligence", 0.2),
                Item("achievement", "绩", "Achievement", 0.2),
                Item("integrity", "廉", "Integrity", 0.2),
            ),
            (Channel.WEB, Channel.PAPER),
        ),
    )
}

WEIGHTS = {"villager": 0.4, "representative": 0.2, "party_member": 0.2, "town_leader": 0.2}
OTHER_WEIGHT = 0.2  # groups a township added itself
USUAL_RULES = Rules(bands=Bands((90.0, 80.0, 60.0, 0.0)))  # of a round on the usual scale
