-- The projection that people read. Times are nanoseconds since the epoch (UTC).

-- One row for each session, kept up to date once for each batch of steps.
CREATE TABLE session (
  no            BIGINT            NOT NULL PRIMARY KEY,
  tenant        VARCHAR           NOT NULL,
  environment   VARCHAR           NOT NULL,
  id            VARCHAR           NOT NULL,
  facts         VARBINARY         NOT NULL, -- JSON: what the newest row told of the session
  facts_at      BIGINT            NOT NULL,
  steps         INTEGER           NOT NULL,
  denied        INTEGER           NOT NULL,
  max_risk      INTEGER           NOT NULL,
  effects       VARCHAR           NOT NULL,
  labels        VARCHAR           NOT NULL,
  last_step     VARCHAR           NOT NULL,
  last_step_at  BIGINT            NOT NULL
);

CREATE UNIQUE INDEX session_by_id ON session (tenant, id);
CREATE INDEX session_by_time ON session (tenant, last_step_at);

-- The key is the first half of a SHA-256 over tenant, source, trace id and span id. What is only
-- shown, and never asked for, is in the detail.
CREATE TABLE step (
  id            UUID              NOT NULL PRIMARY KEY,
  session       BIGINT            NOT NULL,
  started_at    BIGINT            NOT NULL,
  listed        BOOLEAN           NOT NULL, -- false for the mark of a session's end
  detail        VARBINARY         NOT NULL  -- JSON
);

CREATE INDEX step_by_time ON step (session, started_at);

CREATE TABLE detection (
  tenant        VARCHAR           NOT NULL,
  id            VARCHAR           NOT NULL,
  session       VARCHAR           NOT NULL,
  at            BIGINT            NOT NULL,
  detail        VARBINARY         NOT NULL, -- JSON
  PRIMARY KEY (tenant, id)
);

CREATE INDEX detection_by_session ON detection (tenant, session, at);
CREATE INDEX detection_by_time ON detection (tenant, at);
