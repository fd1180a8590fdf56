"""Opinions in a message that also holds a code: behind a ballot, or instead of one."""

import re

from .answers import Answered, answers_in
from .form import ReplyForm
from .grammar import tokens_of
from .lexer import lex, unknown_at
from .tokens import Token
from .vocabulary import vocabulary

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_GAP = re.compile(r"[\s,;:。!、]")
_LEAST, _LEAST_OF_ALL, _LEAST_UNKNOWN = 4, 8, 2
_NEAR = 12  # so many gaps before the first unknown word are tried as the end of the rating

# whoever says one of these behind a ballot may want another ballot
_DOUBT = re.compile(
    r"[低高]一?[点些]|[降加减扣]分|[改错]|弄反|不对|作废|取消|撤[回销]|不算|不作数|重[新来评投发]|等一?[下会]|先不|先别|别算|反了|反过来|倒[过着]|颠倒|顺序|"
    r"[调互]换|换一下|[对行是好]吗|可以吗|对不对|行不行|是不是|测试|试[试一]|随便|瞎|乱[打填写评]|开玩笑|闹着玩|不是我|[替代帮].{0,6}[投填评打]|这样|怎么|"
    r"从[右后下]|右到左|下到上|应该|评|打分|投票|弃权|[首末]位|第[一二三四五六七八九0-9]|前面|后面|前[一二两三四五0-9]|后[一二两三四五0-9]"
)
_ATTITUDE = re.compile(
    r"不[评投选想填参愿会懂同知清]|看不|弃|看着|随便|差不多|还行|还可以|可以|挺好|很好|都好|都行|不错|一般|满意|评|打分|投票|选举|怎么[填弄用发回写]|什么意思|这是什么|"
    r"干什么|[好坏差棒]$|收到|知道|忘[了记]|密码|骗|真的假的|合格|及格|良|支持|反对|赞成|同意|[甲乙丙丁]{2}|[优称基不]{3}"
)


def opinion_behind(text: str, form: ReplyForm) -> tuple[Answered, str] | None:
    """A complete rating and the opinion after it, in cleaned text; None unless the two are clearly apart."""
    at = unknown_at(lex(text, vocabulary(form)))
    gaps = [] if at is None else [match.end() for match in _GAP.finditer(text, 0, at)]
    for cut in reversed(gaps[-_NEAR:]):
        answered = answers_in(text[:cut], form)
        if isinstance(answered, Answered):
            tail = text[cut:].strip()
            sure = not (answered.mended or answered.amends or answered.settled.missing)
            return (answered, tail) if sure and _independent(tail, form) else None
    return None


def _independent(tail: str, form: ReplyForm) -> bool:
    """Whether a text says nothing about the rating before it."""
    if len(_CHINESE.findall(tail)) < _LEAST or _DOUBT.search(tail):
        return False
    return not any(_rates(token) for token in tokens_of(tail.removeprefix("另外"), form))


def _rates(token: Token) -> bool:
    """Whether a token speaks of ratings; surnames and short forms alone are too common to tell."""
    if token.symbol == "w":
        return token.value is not None and token.value.notation == "word"
    return token.symbol in "zuSCcER*x" and (token.symbol != "S" or len(token.text) != 1 or token.text.isdigit())


def quotes_a_code(text: str, form: ReplyForm | None = None) -> bool:
    """Whether a text beside a code is an opinion: a sentence without a word of rating, refusal or attitude."""
    own = _LABELS.sub(" ", text)
    said = len(_CHINESE.findall(own))
    if not _CLAUSE.search(own) or _ATTITUDE.search(text.strip()) or _DOUBT.search(text) or _NUMBERS.search(text):
        return False
    tokens = tokens_of(text, form) if form else []
    if form and sum(token.symbol == "?" for token in tokens) < _LEAST_UNKNOWN:
        return False
    if any(token.symbol == "A" for token in tokens) and said < _LEAST_OF_ALL:
        return False
    return not any(_rates(token) for token in tokens)


_LABELS = re.compile(r"(?:这是|我是)?(?:我的)?(?:票码|票号|票条|编码|号码|代码)(?:是|为)?")
_CLAUSE = re.compile(rf"[\u4e00-\u9fff]{{{_LEAST},}}")
# digits side by side are ratings that were not understood
_NUMBERS = re.compile(r"[0-9]\s*[,、.\s]\s*[0-9]|[0-9]{3,}|[一二三四五六七八九]{3,}|[壹贰叁肆伍陆柒捌玖]{2,}")
