"""What every figure of an appraisal means: its words, formula, source, and the case that checks it.

Pages, printed report, spreadsheet and JSON all explain their figures from here. Both languages stand in the catalogue,
since the definitions are handed out together with a signed result and may not drift from it.
"""

from appraisal.domain.definitions.beside import BESIDE
from appraisal.domain.definitions.definition import Definition
from appraisal.domain.definitions.papers import PAPERS
from appraisal.domain.definitions.scores import SCORES

LETTERS = (
    "g 类别，W_g 权重（合计为 1），N_g 名册人数，r_g 投回的票，n_g 有效票，y_g 平均分，s_g² 方差（除以 n_g − 1），"
    "G 有票的类别数，e 最高或最低的分数，y 得分，m、v、τ²、k 别村得分的平均、se² 的平均、村间方差和村数，self 自评",
    "g group, W_g weight (they sum to 1), N_g roll, r_g ballots returned, n_g valid ballots, y_g mean, s_g² variance "
    "(divisor n_g − 1), G groups with ballots, e highest or lowest points, y score, m, v, τ², k mean, mean se², "
    "variance between and number of the other villages' scores, self the self-score",
)
DEFINITIONS: dict[str, Definition] = {one.key: one for one in (*SCORES, *BESIDE, *PAPERS)}

__all__ = ["DEFINITIONS", "LETTERS", "Definition"]
