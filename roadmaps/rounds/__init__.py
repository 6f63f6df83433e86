"""Monitoring rounds: what they ask, what answers are worth, what is recommended. Pure, but for the store."""
