"""Commands of the ballot box: notices and the auditors' bundle, backup and restore."""

from ballotbox.cli.copies import backup, restore
from ballotbox.cli.recount import bundle, notice

__all__ = ["backup", "bundle", "notice", "restore"]
