create table webhook (
    workspace_id uuid not null,
    id uuid not null,
    url text not null,
    events text[] not null,
    description text,
    status text not null constraint webhook_status check (status in ('active', 'paused', 'disabled')),
    secret bytea not null,
    old_secret bytea,
    old_secret_until timestamptz,
    failing_since timestamptz,
    created_at timestamptz not null,
    primary key (workspace_id, id)
);

-- One row for each event and webhook, written in the transaction of the event's cause, with the body as it will be sent.
-- Those of one contact go in the order of their positions.
create table webhook_delivery (
    workspace_id uuid not null,
    id uuid not null,
    webhook_id uuid not null,
    position bigint not null,
    event_id uuid not null,
    contact_id uuid not null,
    type text not null,
    payload text not null,
    status text not null constraint webhook_delivery_status check (status in ('pending', 'delivered', 'failed')),
    attempts integer not null,
    next_at timestamptz not null,
    created_at timestamptz not null,
    attempted_at timestamptz,
    response_status integer,
    latency_ms integer,
    response_body text,
    error text,
    primary key (workspace_id, id)
);

create index webhook_delivery_due on webhook_delivery (webhook_id, next_at) where status = 'pending';
create index webhook_delivery_order on webhook_delivery (workspace_id, webhook_id, contact_id, position, id)
    where status = 'pending';
create index webhook_delivery_list on webhook_delivery (workspace_id, webhook_id, id);
create index webhook_delivery_contact on webhook_delivery (workspace_id, contact_id);
create index webhook_delivery_age on webhook_delivery (created_at);

-- Which server sends for a webhook at the moment. It crosses workspaces, and stays local on a sharded PostgreSQL.
create table webhook_lane (
    webhook_id uuid constraint webhook_lane_pk primary key,
    workspace_id uuid not null,
    owner uuid not null,
    leased_until timestamptz not null
);
