"""The whole house as one file, and back: for backups, and for the way from one database to another."""
