alter table notes add column colour text;
