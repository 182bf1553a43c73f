-- Tokens that admins made for operators: hashes, never tokens. Times are milliseconds since the epoch.
CREATE TABLE operator_token (
  tenant        VARCHAR           NOT NULL,
  id            VARCHAR           NOT NULL,
  name          VARCHAR           NOT NULL,
  roles         VARCHAR           NOT NULL, -- words, separated by commas
  hash          VARCHAR           NOT NULL,
  former_hash   VARCHAR,                    -- of the token it replaced
  former_until  BIGINT,
  created_by    VARCHAR           NOT NULL,
  created_at    BIGINT            NOT NULL,
  expires_at    BIGINT            NOT NULL,
  revoked_at    BIGINT,
  last_used_at  BIGINT,
  PRIMARY KEY (tenant, id)
);
