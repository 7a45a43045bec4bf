-- The models of the workspaces that have replaced the default ones; null is the default.
create table scoring (
    workspace_id uuid not null primary key,
    version uuid not null,
    scoring_model jsonb,
    icp_model jsonb
);
