"""Twilio's webhook: who may post to it, and what is said to who may not."""

from __future__ import annotations

import pytest
from werkzeug.test import EnvironBuilder

from sms.gateways import twilio_token
from tests.support.texting import fields, said, signed, texts_of

REFUSED = "签名对不上，没有收。在短信网关和这里填同一个令牌和网址。\n"
INCOMPLETE = "短信网关送来的内容不全：要有 MessageSid、From 和 Body，按表单编码。\n"
HELP = said("help")
DATA = fields("这是什么")


def test_signed_message_is_answered_in_twiml(client):
    answer = client.post("/sms/twilio", data=DATA, headers=signed(DATA))
    assert (answer.status_code, answer.mimetype, texts_of(answer)) == (200, "text/xml", [HELP])


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "AAAA"}, {"X-Twilio-Signature": "é" * 28}],
)
def test_unsigned_message_is_refused_and_not_stored(client, rows, headers):
    answer = client.post("/sms/twilio", data=DATA, headers=headers)
    assert (answer.status_code, answer.mimetype, answer.text) == (403, "text/plain", REFUSED)
    assert rows("SELECT * FROM inbound_message") == []


def test_signature_of_another_token_body_or_address_is_refused(client):
    wrong = [
        signed(DATA, token="0" * 32),
        signed(fields("4 3 4 2 1")),
        signed(DATA, url="https://elsewhere.example/sms/twilio"),
    ]
    answers = [client.post("/sms/twilio", data=DATA, headers=headers).status_code for headers in wrong]
    assert answers == [403, 403, 403]


def test_signature_with_an_unknown_algorithm_is_refused(client):
    headers = signed(DATA) | {"X-Twilio-Webhooks-Signature-Settings": "key=a,algorithm=ROT13"}
    assert client.post("/sms/twilio", data=DATA, headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["a:99999", "[", "a b", "柳河"])
def test_impossible_host_is_refused(client, host):
    headers = signed(DATA, token="0" * 32) | {"Host": host.encode().decode("latin-1")}
    assert client.post("/sms/twilio", data=DATA, headers=headers).status_code in (400, 403)


def test_signature_over_the_public_address_is_taken(make_app):
    app = make_app(public_url="https://zhiping.example/", twilio_auth_token="a" * 32)
    with app.app_context():
        headers = signed(DATA, "https://zhiping.example/sms/twilio", "a" * 32)
        assert app.test_client().post("/sms/twilio", data=DATA, headers=headers).status_code == 200


def test_signature_over_the_address_behind_a_proxy_is_taken(make_app):
    app = make_app(proxy_hops="1", twilio_auth_token="a" * 32)
    outside = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "sms.example", "X-Forwarded-For": "203.0.113.7"}
    with app.app_context():
        headers = signed(DATA, "https://sms.example/sms/twilio", "a" * 32)
        answers = [
            app.test_client().post("/sms/twilio", data=DATA, headers=sent).status_code
            for sent in (headers | outside, headers)
        ]
    assert answers == [200, 403]


def test_forwarded_address_is_not_believed_without_a_proxy(client):
    headers = signed(DATA, "https://sms.example/sms/twilio") | {"X-Forwarded-Host": "sms.example"}
    assert client.post("/sms/twilio", data=DATA, headers=headers).status_code == 403


def test_query_of_the_address_is_signed_too(client):
    headers = signed(DATA, "http://127.0.0.1:8000/sms/twilio?a=%E8%B7%AF&b=1")
    answers = [
        client.post(f"/sms/twilio{query}", data=DATA, headers=headers).status_code
        for query in ("?a=%E8%B7%AF&b=1", "", "?a=%E8%B7%AF&b=2")
    ]
    assert answers == [200, 403, 403]


@pytest.mark.parametrize("missing", ["MessageSid", "From", "Body"])
def test_message_without_a_field_is_refused_in_words(client, rows, missing):
    data = {name: value for name, value in DATA.items() if name != missing}
    answer = client.post("/sms/twilio", data=data, headers=signed(data))
    assert (answer.status_code, answer.mimetype, answer.text) == (400, "text/plain", INCOMPLETE)
    assert rows("SELECT * FROM inbound_message") == []


def test_message_in_json_is_refused(client):
    answer = client.post("/sms/twilio", json=DATA, headers=signed({}))
    assert (answer.status_code, answer.text) == (400, INCOMPLETE)


def test_message_as_multipart_is_refused(client):
    environment = EnvironBuilder(
        "/sms/twilio", method="POST", data=DATA, headers=signed(DATA), content_type="multipart/form-data"
    )
    assert client.open(environment).status_code == 400


def test_empty_body_is_answered_with_help(client):
    data = fields("")
    assert texts_of(client.post("/sms/twilio", data=data, headers=signed(data))) == [HELP]


def test_token_is_made_once_for_its_owner_alone(app):
    token = twilio_token()
    path = app.extensions["settings"].keys / "twilio-token"
    assert (path.read_text(), len(token), oct(path.stat().st_mode & 0o777)) == (token, 32, "0o600")
