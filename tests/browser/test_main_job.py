"""The main job in one story: one township, one interview day, one direct evaluation, one signed result.

Real pages in a real browser, printed sheets read by a real QR reader, a webhook signed as Twilio signs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ballotbox import service as ballotbox
from ballotbox.domain.record import Channel
from core.db import db
from notices import service as notices
from notices.domain.details import Details
from survey import service as survey
from tests.support import texting
from tests.support.ballots import OFFICE_PHRASE, SECOND_PHRASE
from tests.support.browsing import LiveServer
from tests.support.printed import qr_texts
from tests.support.sample import Township

SLIPS = 12  # of each group
MARKS = (4, 3, 4, 2, 1)
NewPage = Callable[..., Page]
LATE_REASON = "上周下大雨，路断了，海报送不过来"
OPINION = "村东头那条路下雨就淹，修一修"


@dataclass
class Story:
    """What is known as the story goes on."""

    days: dict[str, str]  # village → public id of its visit
    round: str = ""
    addresses: list[str] = field(default_factory=list)  # on the slips
    receipt: str = ""

    @property
    def codes(self) -> list[str]:
        """The codes of the slips."""
        return [address.rpartition("#")[2] for address in self.addresses]


@pytest.fixture
def story(township: Township) -> Story:
    """Two visits planned: 大柳村 on 7 November, whose notice is late by a day, and 小河村 on 9 November."""
    organizer, days = township.actors["organizer"], {}
    name = ("“走进群众”活动", "Meeting the villagers")
    campaign = notices.plan_campaign(organizer, name, date(2026, 11, 6), date(2026, 11, 11))
    for number, (village, day) in enumerate(zip(township.villages, (7, 9), strict=True), 1):
        group = notices.add_group(organizer, campaign, number, ("镇长", "Mayor"), ("镇长", "Mayor"))
        details = Details(group, date(2026, 11, day), time(9), "村部", "镇长、派出所所长、包村干部")
        days[village.name] = notices.plan_day(organizer, campaign, village.id, details)
        survey.open_opinion_form(organizer, village.id)
    db.session.rollback()
    return Story(days)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def publish_notices(page: Page, story: Story) -> None:
    """The organizer's home warns; one notice is published in time, the late one only with a reason."""
    expect(page.locator(".card.must h2")).to_have_text("预告已经晚了：大柳村")
    page.get_by_role("link", name="访谈日").click()
    page.locator(".visit", has_text="小河村").click()
    press(page, "今天发布")
    expect(page.get_by_role("status")).to_have_text("预告发布了。今天就打印海报，贴到路口。")
    page.goto("/staff/timetable")
    page.locator(".visit", has_text="大柳村").click()
    press(page, "今天发布")
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("form[action$=publish] [name=late_reason]").fill(LATE_REASON)
    press(page, "今天发布")
    expect(page.get_by_text(LATE_REASON)).to_be_visible()
    assert page.url.endswith(f"/staff/days/{story.days['大柳村']}")


def read_poster(page: Page) -> str:
    """Return where the poster's QR code leads."""
    address = page.get_by_role("link", name="打印 A4 海报").get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    (found,) = qr_texts(answer.body())
    return found


def set_passphrase(page: Page, phrase: str) -> None:
    page.get_by_role("link", name="开箱钥匙").click()
    page.fill("#passphrase", phrase)
    page.fill("#again", phrase)
    page.click("main form .button")
    expect(page.locator(".note.ok")).to_contain_text("口令设好了")


def open_round(page: Page, story: Story) -> None:
    page.get_by_role("link", name="直评", exact=True).click()
    page.get_by_role("link", name="开一轮直评 大柳村").click()
    press(page, "看一遍再开始")
    expect(page.get_by_role("heading", level=1)).to_have_text("看一遍再开始 · 大柳村")
    press(page, "开始这一轮")
    page.wait_for_url(lambda url: "/rounds/new" not in url)
    story.round = page.url.rpartition("/")[2]


def print_slips(page: Page, story: Story) -> None:
    for group in range(3):
        page.select_option("#group", str(group))
        page.fill("#size", str(SLIPS))
        with page.expect_download() as started:
            press(page, "生成票条 PDF")
        story.addresses += qr_texts(started.value.path().read_bytes())
    assert len(set(story.codes)) == 3 * SLIPS


def activate(page: Page, story: Story) -> None:
    page.goto(f"/staff/rounds/{story.round}")
    for left in (2, 1, 0):
        page.get_by_role("button", name="启用").first.click()
        expect(page.get_by_role("button", name="启用")).to_have_count(left)


def speak(page: Page, address: str) -> None:
    """A villager without JavaScript says something on the notice and follows it."""
    page.goto(address)
    expect(page.get_by_text("11 月 7 日，星期六 上午 9:00")).to_be_visible()
    page.get_by_label("您想说什么？").fill(OPINION)
    press(page, "交上去")
    reference = page.locator(".reference").inner_text().replace("-", "")
    page.goto(f"/o/{reference}")
    expect(page.get_by_role("heading", level=1)).to_have_text("收到了，正在交办")
    expect(page.locator("blockquote")).to_have_text(OPINION)


def vote_by_web(page: Page, story: Story) -> None:
    """A villager opens the address of the slip's QR code, and keeps the receipt."""
    page.goto(story.addresses[0])
    expect(page.locator(".scanned")).to_be_visible()
    for person, mark in enumerate(MARKS, 1):
        page.locator(f"#g{person}-1 label", has=page.locator(f"input[value='{mark}']")).click()
    press(page, "核对并投票")
    page.wait_for_url("**/check")
    press(page, "投票")
    expect(page.get_by_role("heading", level=1)).to_have_text("您的票已计入")
    page.get_by_text("回执（想留就留，不留也算数）").click()
    story.receipt = page.locator(".receipt").inner_text()


def vote_by_sms(page: Page, server: LiveServer, story: Story) -> None:
    """A text message arrives at the webhook, signed; the same one with a wrong signature is refused."""
    url = f"{server.url}/sms/twilio"
    fields = texting.fields(f"{story.codes[1]} 43421")
    assert page.request.post(url, form=fields, headers=texting.signed(fields, url, "stolen")).status == 403
    answer = page.request.post(url, form=fields, headers=texting.signed(fields, url))
    assert answer.status == 200
    assert "【直评】您的票已计入，谢谢您。" in answer.text()


def vote_on_the_simulator(page: Page, story: Story) -> None:
    page.get_by_role("link", name="短信", exact=True).click()
    page.fill("#text", f"{story.codes[2]} 优称优基不")
    press(page, "发送")
    expect(page.locator(".chat .office")).to_contain_text("您的票已计入，谢谢您。")


def vote_all_others(story: Story) -> None:
    for code in story.codes[3:]:
        ballotbox.cast(story.round, code, MARKS, Channel.WEB)
    db.session.rollback()


def close(page: Page, story: Story) -> None:
    page.goto(f"/staff/rounds/{story.round}")
    page.click("summary")
    page.locator("label", has=page.locator("#sure")).click()
    page.locator("details .button").click()
    expect(page.locator("#accounting .note.ok")).to_be_visible()


def open_box(page: Page, story: Story) -> None:
    page.goto(f"/staff/rounds/{story.round}")
    page.get_by_role("link", name="开箱计票").click()
    page.fill("#discipline_passphrase", SECOND_PHRASE)
    page.fill("#supervision_passphrase", OFFICE_PHRASE)
    press(page, "开箱，开始计票")
    expect(page.get_by_role("alert")).to_be_visible()
    page.fill("#discipline_passphrase", OFFICE_PHRASE)
    page.fill("#supervision_passphrase", SECOND_PHRASE)
    press(page, "开箱，开始计票")
    page.wait_for_url(f"**/staff/rounds/{story.round}/count")
    page.get_by_role("link", name="去审核").click(timeout=20_000)


def read_review(page: Page) -> None:
    """The figures that decide, and a chart in every person's row."""
    figures = page.locator(".figures .value").all_inner_texts()
    assert (figures[0], figures[3]) == (str(3 * SLIPS), "0")
    assert page.locator("table.persons tbody tr").count() == 5
    assert page.locator("table.persons tbody svg").count() == 10


def sign_by_two(first: Page, second: Page, story: Story) -> None:
    press(first, "核对无误")
    token, result = (first.locator(f"#signing input[name={name}]").first for name in ("csrf_token", "result"))
    again: dict[str, Any] = {"csrf_token": token.input_value(), "result": result.input_value()}
    press(first, "签字")
    expect(first.get_by_text("您已签字。等另一名审核人来签。")).to_be_visible()
    refused = first.request.post(f"/staff/reviews/{story.round}/sign", form=again)
    assert refused.status == 409
    second.goto(f"/staff/reviews/{story.round}")
    press(second, "签字")
    press(second, "公布")
    expect(second.get_by_role("status")).to_contain_text("公布了。")


def read_bulletin(page: Page, village: str, story: Story) -> None:
    """A villager finds the result from the village's page, and the own ballot in it."""
    page.goto(f"/v/{village}")
    page.get_by_role("link", name="看结果").click()
    page.wait_for_url(f"**/r/{story.round}")
    expect(page.get_by_role("heading", level=1)).to_have_text("村干部直评结果")
    expect(page.get_by_text(f"{3 * SLIPS} 人投了票，应参加 868 人，参评率 4.1%。")).to_be_visible()
    page.locator("summary", has_text="查一查我的票在不在").click()
    page.get_by_label("查一查我的票在不在").fill(story.receipt)
    press(page, "查")
    expect(page.get_by_role("status")).to_contain_text("在票箱里。")


def test_main_job(township: Township, story: Story, new_page: NewPage, sign_in: Any, live_server: LiveServer) -> None:
    organizer, first, second = (sign_in(new_page(), login) for login in ("organizer", "officer1", "officer2"))
    publish_notices(organizer, story)
    notice = read_poster(organizer)
    assert notice == f"{live_server.url}/n/{story.days['大柳村']}"
    set_passphrase(first, OFFICE_PHRASE)
    set_passphrase(sign_in(new_page(), "keyholder"), SECOND_PHRASE)
    open_round(organizer, story)
    print_slips(organizer, story)
    activate(organizer, story)
    activate(first, story)
    speak(new_page(width=390, height=844, java_script_enabled=False), notice)
    vote_by_web(new_page(width=390, height=844), story)
    vote_by_sms(organizer, live_server, story)
    vote_on_the_simulator(organizer, story)
    vote_all_others(story)
    close(organizer, story)
    open_box(first, story)
    read_review(first)
    sign_by_two(first, second, story)
    read_bulletin(new_page(width=390, height=844), township.villages[0].public_id, story)
