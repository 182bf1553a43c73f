-- What sessions are found by, apart from what they are shown with: rows so narrow that many can be
-- looked at. Rows of sessions stored earlier are added when the store is opened. Texts are in lower
-- case and cut at 500 characters.
CREATE TABLE session_index (
  no            BIGINT            NOT NULL PRIMARY KEY,
  tenant        VARCHAR           COLLATE "C" NOT NULL,
  last_at       BIGINT            NOT NULL,
  id            VARCHAR           COLLATE "C" NOT NULL,
  agent         VARCHAR           COLLATE "C" NOT NULL,
  version       VARCHAR           COLLATE "C" NOT NULL,
  principal     VARCHAR           COLLATE "C" NOT NULL,
  environment   VARCHAR           COLLATE "C" NOT NULL,
  task          VARCHAR           COLLATE "C" NOT NULL,
  last_step     VARCHAR           COLLATE "C" NOT NULL,
  key_source    VARCHAR           COLLATE "C" NOT NULL,
  effects       VARCHAR           COLLATE "C" NOT NULL, -- with commas around each
  labels        VARCHAR           COLLATE "C" NOT NULL,
  risk          INTEGER           NOT NULL,
  peak          INTEGER           NOT NULL,
  steps         INTEGER           NOT NULL,
  denied        INTEGER           NOT NULL
);

ALTER TABLE session_index SET (fillfactor = 80);

CREATE INDEX session_index_by_time ON session_index (tenant, last_at);
DROP INDEX session_by_time;

-- Name and stamp are those of the index of steps that belongs to this database.
ALTER TABLE store ADD COLUMN name VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE store ADD COLUMN stamp BIGINT DEFAULT 0 NOT NULL;

-- How long a segment's body is; -1 until it is told when the store is opened.
ALTER TABLE segment ADD COLUMN bytes INTEGER DEFAULT -1 NOT NULL;
