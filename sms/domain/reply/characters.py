"""Characters that mean the same to the grammar. Opinions are never rewritten with these tables."""

# Traditional and variant forms of the characters in grades, posts, surnames and the words of the grammar.
_PAIRS = (
    "優优 稱称 職职 棄弃 權权 瞭了 書书 記记 張张 趙赵 劉刘 會会 計计 員员 長长 團团 婦妇 聯联 隊队 務务 "
    "陳陈 楊杨 黃黄 吳吴 孫孙 馬马 鄭郑 羅罗 謝谢 許许 鄧邓 蕭萧 馮冯 韓韩 蔣蒋 葉叶 閻阎 鍾钟 譚谭 陸陆 "
    "蘇苏 盧卢 賈贾 鄒邹 龍龙 萬万 錢钱 湯汤 賴赖 龔龚 歐欧 滿满 訂订 貳贰 參叁 叄叁 號号 個个 後后 餘余 "
    "給给 對对 評评 選选 錯错 應应 該该 為为 爲为 與与 們们 領领 導导 總总 體体 統统 您您 較较 間间 剩剩 "
    "勝胜 實实 認认 覺觉 數数 結结 項项 補补 請请 讓让 復复 覆复 還还 過过 這这 條条 辦办 處处 樣样 沒没"
)
FOLD = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})

DIGITS = {
    **dict.fromkeys("零〇○", "0"),
    **{char: str(i) for i, char in enumerate("一二三四五六七八九", 1)},
    **{char: str(i) for i, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    **{char: char for char in "0123456789"},
    "两": "2",
}
TENS = "十拾"

# Between two things said; each kind keeps its own symbol, because people mean different things by them.
GAPS = {
    **dict.fromkeys(":=→⇒➡", ":"),
    **dict.fromkeys("、&", "、"),
    **dict.fromkeys("-–—−―‐‑─﹣", "-"),
    **dict.fromkeys("~〜∼～", "~"),
    **dict.fromkeys("/|\\", "/"),
    **dict.fromkeys(".·・•‧", "."),
    **dict.fromkeys(",;。!_\"'“”‘’()[]{}《》「」『』【】〔〕", ","),
    "\n": "\n",
    " ": " ",
}

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
