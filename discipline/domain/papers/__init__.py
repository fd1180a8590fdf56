"""What a result says on paper and in files: the office report, the posting sheet, the spreadsheet, the original JSON.

All of it in Chinese, as the township files it; words of codes are in `said`, figures of `numbers`, what may be shown of
small groups in `dossier`.
"""
