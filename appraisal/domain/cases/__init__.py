"""The case file: every kind of case read and computed, for `flask appraise`."""
