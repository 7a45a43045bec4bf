-- Background work of all kinds. The table crosses workspaces, so on a sharded PostgreSQL it stays local: jobs are claimed
-- with SKIP LOCKED. Leases are reckoned by the database's clock, which all servers share.
create table job (
    id uuid not null constraint job_pk primary key,
    workspace_id uuid not null,
    kind text not null,
    payload jsonb not null,
    progress jsonb not null,
    due_at timestamptz not null,
    claim uuid,
    lease_until timestamptz,
    failures integer not null,
    error text,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz
);

create index job_due on job (due_at) where finished_at is null;
create index job_finished on job (finished_at) where finished_at is not null;
