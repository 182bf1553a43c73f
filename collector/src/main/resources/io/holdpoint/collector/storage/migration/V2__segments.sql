-- Steps in segments. Those of the table STEP are moved over, and the table is dropped, when the
-- store is opened.

-- The open end of a session stands in its row, which each batch writes anyway.
ALTER TABLE session ADD COLUMN segments INTEGER DEFAULT 0 NOT NULL; -- how many are sealed
ALTER TABLE session ADD COLUMN tail VARBINARY;                      -- null: the last one is sealed

-- What a page of steps is found by. The key is the session's number times 2^24 and the segment's
-- number within the session.
CREATE TABLE segment (
  id            BIGINT            NOT NULL PRIMARY KEY,
  first_at      BIGINT            NOT NULL,
  last_at       BIGINT            NOT NULL,
  listed        INTEGER           NOT NULL -- without the mark of the session's end
);

CREATE TABLE segment_body (
  id            BIGINT            NOT NULL PRIMARY KEY,
  body          VARBINARY         NOT NULL -- see the package's documentation
);
