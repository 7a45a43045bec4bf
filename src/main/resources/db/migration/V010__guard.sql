-- What guards the API: keys that sign access tokens, stored answers for retries, shared rate limits.

-- Private keys, as JWK. One signs; a retired one verifies for a while. Crosses workspaces: a local or reference table.
create table signing_key (
  id         text           constraint signing_key_pk primary key,
  jwk        text           not null,
  created_at timestamptz(3) not null,
  retired_at timestamptz(3)
);

-- Of servers that start, or rotate, at once, one wins.
create unique index signing_key_signs_alone on signing_key ((retired_at is null)) where retired_at is null;

-- The answer to a POST with an Idempotency-Key, written in the transaction of its effects, byte for byte.
-- headers: name, value, name, value. mentions: the contacts and the digests of the addresses that the body holds.
create table idempotent_answer (
  workspace_id uuid           not null,
  key          text           not null,
  fingerprint  bytea          not null,
  status       integer        not null,
  headers      text[]         not null,
  body         bytea          not null,
  mentions     uuid[]         not null,
  expires_at   timestamptz(3) not null,
  constraint idempotent_answer_pk primary key (workspace_id, key)
);

create index idempotent_answer_expiry on idempotent_answer (expires_at);
create index idempotent_answer_mentions on idempotent_answer using gin (mentions);

-- When each key's bucket is full again, in microseconds since 1970. Unlogged: it costs no flush, and a crash of the
-- database fills every bucket, which harms nobody.
create unlogged table rate_limit_bucket (
  key_id  uuid   constraint rate_limit_bucket_pk primary key,
  full_at bigint not null
);
