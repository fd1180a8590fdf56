"""Messages of machines: carriers' notices, verification codes, automatic replies, link spam. Never answered."""

import re

from .clean import clean

_SENDERS = (
    "中国移动|中国联通|中国电信|中国广电|10086|10010|10000|银行|信用社|信用卡|证券|保险|快递|菜鸟|驿站|顺丰|中通|圆通|申通|韵达|"
    "京东|淘宝|天猫|拼多多|美团|饿了么|支付宝|微信|腾讯|百度|抖音|滴滴|铁路|12306|国家电网|反诈|商城|官方|旗舰店"
)
_SIGNED = re.compile(
    rf"[【\[][^】\]]*(?:{_SENDERS})[^】\]]*[】\]]|[【\[][^】\]]+[】\]].{{0,30}}(?:尊敬的|您的|您已|您尾号|用户|客户)"
)
# villagers write about 余额 and 快递 too: only a machine's way of writing about them counts
_PHRASES = re.compile(
    r"验证码.{0,8}[0-9]{4,8}|[0-9]{4,8}.{0,6}验证码|尊敬的.{0,8}(?:客户|用户)|动态(?:密码|码)|取件码|取货码|提货码|"
    r"您的?.{0,10}(?:话费|流量|套餐|余额|账户|积分).{0,12}[0-9]|话费余额(?:为|是|:)|您?尾号为?[0-9]{4}.{0,4}(?:的|账户|卡)|"
    r"(?:系统|此为)自动(?:回复|发送)|自动回复|请勿(?:直接)?回复|正在(?:开会|开车|忙).{0,12}(?:联系|回复|回电)|"
    r"(?:稍后|一会|晚点)(?:再)?(?:给|与|和|跟)?(?:您|你)?(?:联系|回复|回电)|未接来电|来电提醒|呼叫转移"
)
_ZEROS = re.compile(r"\s*0{2,}[\s.。]*")
_LINK = re.compile(
    r"HTTPS?://[!-~]+|WWW\.[!-~]+|(?<![A-Z0-9@.])[A-Z0-9-]{1,20}\.(?:CN|COM|NET|CC|TOP|XYZ|ME|LY|VIP|CLUB)(?:/\S*)?"
)
_BAIT = re.compile(
    r"红包|领取|领奖|中奖|奖品|贷款|借款|额度|点击|点链接|戳|优惠|免费|提现|返利|返现|兼职|刷单|加微|加我|加V|博彩|彩票|棋牌|娱乐|"
    r"投注|开户|发票|套现|下载|注册|抢购|特价|秒杀|福利|送话费|赚钱|招聘|理财|股票|办证"
)
_FEW = 6


def is_junk(text: str, persons: int = 0) -> bool:
    """Whether a machine of a carrier or a service wrote this. Zeros for every person are not junk."""
    plain = clean(text).text
    if _ZEROS.fullmatch(plain):
        return plain.count("0") != persons
    return bool(_SIGNED.match(plain.strip()) or _PHRASES.search(plain))


def is_spam(text: str) -> bool:
    """Whether this is a link with bait, a link alone, or bait twice over."""
    plain = clean(text).text
    rest = _LINK.sub("", plain)
    baits = len(set(_BAIT.findall(rest)))
    if rest == plain:
        return baits >= 3
    return baits >= 1 or sum(char.isalnum() for char in rest) <= _FEW
