"""The two sample forms on which the grammar is described and compared."""

from .reply.form import Cadre, Grade, ReplyForm

_PEOPLE = (("王", "书记"), ("李", "主任"), ("张", "会计"), ("赵", "委员"), ("刘", "委员"))
_GRADES = (
    ("优秀", "优", "A", "甲"),
    ("称职", "称", "B", "乙"),
    ("基本称职", "基", "C", "丙"),
    ("不称职", "不", "D", "丁"),
)
_KEYS = "4321"


class UnknownFormError(ValueError):
    """A case names a form that does not exist."""


def sample_form(name: str) -> ReplyForm:
    """The form `rate5` (whole numbers 1 to 5, letters printed) or `ballot4` (keys 4 to 0).

    Raises UnknownFormError for any other name.
    """
    cadres = tuple(Cadre(i, who, post, who + post) for i, (who, post) in enumerate(_PEOPLE, 1))
    if name == "rate5":
        grades = tuple(Grade(full, short, letter=letter, stem=stem) for full, short, letter, stem in _GRADES)
        return ReplyForm("rate5", cadres, grades, ("弃权", "不了解"), scale=(1, 5))
    if name == "ballot4":
        grades = tuple(Grade(full, short, key) for (full, short, _, _), key in zip(_GRADES, _KEYS, strict=True))
        return ReplyForm("ballot", cadres, grades, ("不了解", "弃权"), "0")
    raise UnknownFormError(f"no such form: {name}")
