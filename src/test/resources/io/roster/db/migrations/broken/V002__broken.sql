create table half (id int);
alter table nowhere add column colour text;
