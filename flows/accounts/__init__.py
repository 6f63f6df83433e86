"""Accounts: who may sign in, passwords, sessions, one-time links, single sign-on."""
