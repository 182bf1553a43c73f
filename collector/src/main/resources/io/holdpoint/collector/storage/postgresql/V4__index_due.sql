-- What the index of steps may not have on the disk: for each flush since it was written out, the
-- segments that changed.
CREATE TABLE index_due (
  stamp         BIGINT            NOT NULL PRIMARY KEY,
  segments      BYTEA             NOT NULL -- keys, eight bytes each
);
