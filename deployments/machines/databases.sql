-- Both databases of a city; Prefect's wants the extension.
CREATE DATABASE zhijiang;
CREATE DATABASE prefect;
\connect prefect
CREATE EXTENSION IF NOT EXISTS pg_trgm;
