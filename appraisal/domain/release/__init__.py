"""What may leave the office: the one release of a round, and the attack it withstands."""
