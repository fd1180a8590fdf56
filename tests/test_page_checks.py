"""The page check itself: it finds each fault, and nothing in a good page."""

from __future__ import annotations

import pytest

from tests.support.pages import faults

GOOD = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>意见 · 直评</title></head><body><main>'
    '<h1>意见</h1><form method="post"><input type="hidden" name="csrf_token" value="t">'
    '<label for="text">说一句</label><textarea id="text" name="text" aria-describedby="hint"></textarea>'
    '<p id="hint">路、水、灯</p><label><input type="radio" name="grade" value="4"> 优秀</label>'
    '<svg viewBox="0 0 1 1" role="img" aria-label="图"><rect width="1" height="1"/></svg>'
    '<a href="#text">回去</a><button>交</button></form></main></body></html>'
)

FAULTS = [
    ('<html lang="zh-Hans">', "<html>", "the page's language: None"),
    ("<title>意见 · 直评</title>", "<title> · 直评</title>", "the title says nothing: '· 直评'"),
    ("<!doctype html>", "", "HTML (1, 21): expected-doctype-but-got-start-tag {'name': 'html'}"),
    ("<h1>意见</h1>", "", "0 <h1> elements"),
    ("</main>", "</main><main>x</main>", "2 <main> elements"),
    ('<p id="hint">', '<p id="text">', "id 'text' 2 times"),
    ('id="hint"', 'id="help"', "<textarea> points at #hint, which is not there"),
    ('href="#text"', 'href="#nowhere"', "<a> points at #nowhere, which is not there"),
    ('<label for="text">说一句</label>', "", "<textarea name='text'> has no label"),
    ("> 优秀</label>", "></label>", "<input name='grade'> has no label"),
    ("<h1>", '<h1 style="color:red">', "<h1 style=…>"),
    ("<button>", '<button onclick="go()">', "<button onclick=…>"),
    ("</head>", "<style>p{}</style></head>", "a <style> in the page"),
    ("</head>", "<script>go()</script></head>", "an inline <script>"),
    ('href="#text"', 'href="javascript:go()"', "<a href='javascript:go()'>"),
    ("<button>交", "<button>", "a button without words"),
    (">回去<", "><", "a link without words"),
    ("路、水、灯", "None", "the word 'None' on the page"),
    ("<h1>", '<img src="/x.png"><h1>', "an image without alt"),
    ('value="t"', 'value=""', "the form to 'this page' has no csrf_token"),
]


def test_good_page_has_no_faults():
    assert faults(GOOD, staff=True) == []


@pytest.mark.parametrize(("good", "bad", "fault"), FAULTS, ids=[fault for _, _, fault in FAULTS])
def test_fault_is_found(good, bad, fault):
    assert good in GOOD
    assert fault in faults(GOOD.replace(good, bad, 1), staff=True)


def test_villagers_forms_need_no_token():
    assert faults(GOOD.replace('value="t"', 'value=""')) == []
