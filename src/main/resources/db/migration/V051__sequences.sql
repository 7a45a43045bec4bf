-- A deleted sequence stays as a row, for the enrollments that were in it go on telling its name.
create table sequence (
    workspace_id uuid not null,
    id uuid not null,
    name text not null,
    status text not null constraint sequence_status check (status in ('draft', 'active', 'paused')),
    steps jsonb not null,
    icp_tiers text[] not null,
    filters jsonb not null,
    filters_logic text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    primary key (workspace_id, id)
);

create table enrollment (
    workspace_id uuid not null,
    id uuid not null,
    sequence_id uuid not null,
    contact_id uuid not null,
    status text not null constraint enrollment_status check (status in ('active', 'paused', 'completed', 'replied',
        'bounced', 'unsubscribed', 'complained', 'removed')),
    current_step integer not null,
    enrolled_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id)
);

-- A contact is in a sequence once at a time.
create unique index enrollment_active_once on enrollment (workspace_id, sequence_id, contact_id)
    where status in ('active', 'paused');
create index enrollment_sequence on enrollment (workspace_id, sequence_id, status);
create index enrollment_contact on enrollment (workspace_id, contact_id, id);
