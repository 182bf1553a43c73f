-- What people make of detections, and the filters they keep. Times are milliseconds since the epoch.

-- Never changed, only added to: the row with the highest number is the last word on a detection.
CREATE TABLE triage (
  no            BIGINT            GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant        VARCHAR           NOT NULL,
  detection     VARCHAR           NOT NULL,
  rule          VARCHAR           NOT NULL,
  rule_version  INTEGER           NOT NULL,
  state         VARCHAR           NOT NULL,
  by_operator   VARCHAR           NOT NULL,
  reason        VARCHAR           NOT NULL,
  at            BIGINT            NOT NULL
);

CREATE INDEX triage_by_detection ON triage (tenant, detection, no);

CREATE TABLE triage_note (
  no            BIGINT            GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant        VARCHAR           NOT NULL,
  detection     VARCHAR           NOT NULL,
  by_operator   VARCHAR           NOT NULL,
  text          VARCHAR           NOT NULL,
  at            BIGINT            NOT NULL
);

CREATE INDEX triage_note_by_detection ON triage_note (tenant, detection, no);

CREATE TABLE saved_view (
  tenant        VARCHAR           NOT NULL,
  id            VARCHAR           NOT NULL,
  page          VARCHAR           NOT NULL,
  name          VARCHAR           NOT NULL,
  query         VARCHAR           NOT NULL,
  by_operator   VARCHAR           NOT NULL,
  at            BIGINT            NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE UNIQUE INDEX saved_view_by_name ON saved_view (tenant, page, name);
