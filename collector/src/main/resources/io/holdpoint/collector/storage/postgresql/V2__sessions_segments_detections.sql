-- The projection that people read, as of the second version of H2's; the numbers go on together.
-- Times are nanoseconds since the epoch (UTC). Texts are compared byte by byte.

-- Who may write: each process that opens the store takes the next turn.
CREATE TABLE store (
  turn          BIGINT            NOT NULL
);

INSERT INTO store VALUES (0);

CREATE TABLE session (
  no            BIGINT            NOT NULL PRIMARY KEY,
  tenant        VARCHAR           COLLATE "C" NOT NULL,
  environment   VARCHAR           COLLATE "C" NOT NULL,
  id            VARCHAR           COLLATE "C" NOT NULL,
  facts         BYTEA             NOT NULL, -- JSON: what the newest row told of the session
  facts_at      BIGINT            NOT NULL,
  steps         INTEGER           NOT NULL,
  denied        INTEGER           NOT NULL,
  max_risk      INTEGER           NOT NULL,
  effects       VARCHAR           NOT NULL,
  labels        VARCHAR           NOT NULL,
  last_step     VARCHAR           NOT NULL,
  last_step_at  BIGINT            NOT NULL,
  segments      INTEGER           DEFAULT 0 NOT NULL, -- how many are sealed
  tail          BYTEA                                 -- null: the last one is sealed
);

-- A session's row changes with each batch: room for it where it stands.
ALTER TABLE session SET (fillfactor = 70);

CREATE UNIQUE INDEX session_by_id ON session (tenant, id);
CREATE INDEX session_by_time ON session (tenant, last_step_at);

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
  body          BYTEA             NOT NULL -- compressed by us
);

ALTER TABLE segment_body ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE detection (
  tenant        VARCHAR           COLLATE "C" NOT NULL,
  id            VARCHAR           COLLATE "C" NOT NULL,
  session       VARCHAR           COLLATE "C" NOT NULL,
  at            BIGINT            NOT NULL,
  detail        BYTEA             NOT NULL, -- JSON
  PRIMARY KEY (tenant, id)
);

CREATE INDEX detection_by_session ON detection (tenant, session, at);
CREATE INDEX detection_by_time ON detection (tenant, at);
