"""Rounds in the database: sets of indicators, participants, opening and closing, answers, letters."""
