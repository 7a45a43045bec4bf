-- Workspace data: workspace_id is the first column of every key, so that the tables can be distributed by it.
-- There is no foreign key to workspace: each insert would lock the one row that all writers of a workspace share.

create table company (
    workspace_id uuid not null,
    id uuid not null,
    name text not null,
    domain text,
    industry text,
    employee_count integer,
    revenue_band text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    constraint company_domain_key unique (workspace_id, domain)
);

-- Few and narrow indexes: every one is paid for at each write (docs/decisions/0004-write-path.md).
create table contact (
    workspace_id uuid not null,
    id uuid not null,
    email text not null,
    first_name text,
    last_name text,
    title text,
    seniority text,
    department text,
    phone text,
    mobile text,
    linkedin_url text,
    city text,
    state text,
    country text,
    time_zone text,
    lead_source text,
    derived text[] not null,
    lead_score integer not null,
    icp_tier text not null,
    grade text not null,
    verification_status text not null,
    is_enriched boolean not null,
    tags text[] not null,
    custom_fields jsonb not null,
    company_id uuid,
    deleted_at timestamptz,
    deletion_reason text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    constraint contact_email_key unique (workspace_id, email)
);

create index contact_created on contact (workspace_id, created_at, id);
create index contact_updated on contact (workspace_id, updated_at, id);
create index contact_company on contact (workspace_id, company_id) where company_id is not null;

-- Append-only, written in the transaction of its cause. A reader that must not skip a row follows xid, whose rows are
-- final once they lie below pg_snapshot_xmin(pg_current_snapshot()); the number of a sequence would not tell.
create table change_log (
    workspace_id uuid not null,
    xid xid8 not null default pg_current_xact_id(),
    id uuid not null,
    contact_id uuid not null,
    type text not null,
    at timestamptz not null,
    actor text not null,
    source text not null,
    changes jsonb not null,
    primary key (workspace_id, xid, id)
);
