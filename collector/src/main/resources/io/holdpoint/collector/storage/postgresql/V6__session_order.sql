-- Sessions in the order they are shown in, so that a page is read without looking at them all.
CREATE INDEX session_index_in_order ON session_index (tenant, last_at DESC, id);
DROP INDEX session_index_by_time;
