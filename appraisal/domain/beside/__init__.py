"""What stands beside a signed result: earlier rounds, other villages, many rounds at once."""
