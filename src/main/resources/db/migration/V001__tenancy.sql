-- Who there is, and what may call. These tables cross workspaces, so on a sharded PostgreSQL they stay local or reference
-- tables. Ids and times come from the program.

create table account (
  id          uuid           constraint account_pk primary key,
  name        text           not null,
  agency_mode boolean        not null,
  created_at  timestamptz(3) not null
);

create table workspace (
  id         uuid           constraint workspace_pk primary key,
  account_id uuid           not null constraint workspace_account_fk references account,
  name       text           not null,
  created_at timestamptz(3) not null
);

create index workspace_account on workspace (account_id);

-- The key itself is nowhere: only its SHA-256, and its first characters, by which a person knows it again.
create table api_key (
  id           uuid           constraint api_key_pk primary key,
  workspace_id uuid           not null constraint api_key_workspace_fk references workspace,
  name         text           not null,
  scopes       text[]         not null,
  prefix       text           not null,
  digest       bytea          not null constraint api_key_digest_once unique
                              constraint api_key_digest_is_sha256 check (octet_length(digest) = 32),
  rate_limit   text,
  created_at   timestamptz(3) not null,
  revoked_at   timestamptz(3)
);

create index api_key_workspace on api_key (workspace_id, id);

-- Secrets that all servers of one database share, such as the one that page cursors are signed with.
create table service_secret (
  name       text           constraint service_secret_pk primary key,
  value      bytea          not null,
  created_at timestamptz(3) not null
);
