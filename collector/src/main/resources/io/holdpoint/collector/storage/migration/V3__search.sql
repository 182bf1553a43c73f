-- What sessions are found by, apart from what they are shown with: rows so narrow that many can be
-- looked at. Rows of sessions stored earlier are added when the store is opened. Texts are in lower
-- case and cut at 500 characters.
CREATE TABLE session_index (
  no            BIGINT            NOT NULL PRIMARY KEY,
  tenant        VARCHAR           NOT NULL,
  last_at       BIGINT            NOT NULL,
  id            VARCHAR           NOT NULL,
  agent         VARCHAR           NOT NULL,
  version       VARCHAR           NOT NULL,
  principal     VARCHAR           NOT NULL,
  environment   VARCHAR           NOT NULL,
  task          VARCHAR           NOT NULL,
  last_step     VARCHAR           NOT NULL,
  key_source    VARCHAR           NOT NULL,
  effects       VARCHAR           NOT NULL, -- with commas around each
  labels        VARCHAR           NOT NULL,
  risk          INTEGER           NOT NULL,
  peak          INTEGER           NOT NULL,
  steps         INTEGER           NOT NULL,
  denied        INTEGER           NOT NULL
);

CREATE INDEX session_index_by_time ON session_index (tenant, last_at);
DROP INDEX session_by_time;

-- One row. Name and stamp are those of the index of steps that belongs to this database.
CREATE TABLE store (
  turn          BIGINT            NOT NULL,
  name          VARCHAR           NOT NULL,
  stamp         BIGINT            NOT NULL
);

INSERT INTO store VALUES (0, '', 0);

-- How long a segment's body is; -1 until it is told when the store is opened.
ALTER TABLE segment ADD COLUMN bytes INTEGER DEFAULT -1 NOT NULL;
