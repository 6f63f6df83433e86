-- Runs once, when the folder of the server is empty: Prefect's database stands apart from ours.
CREATE DATABASE prefect;
