-- Large payload views that came more than once, each kept once for all segments that use it.
CREATE TABLE payload_view (
  no            BIGINT            NOT NULL PRIMARY KEY,
  digest        VARBINARY         NOT NULL, -- keyed, of tenant and text
  bytes         INTEGER           NOT NULL, -- how long the body is
  body          VARBINARY         NOT NULL  -- how many bytes it was, and these compressed
);

CREATE UNIQUE INDEX payload_view_by_digest ON payload_view (digest);

-- A view stays for as long as a segment uses it, sealed or open.
CREATE TABLE view_use (
  segment       BIGINT            NOT NULL,
  view_no       BIGINT            NOT NULL,
  PRIMARY KEY (segment, view_no)
);

CREATE INDEX view_use_by_view ON view_use (view_no);

-- The key of the digests, made when the store is opened.
ALTER TABLE store ADD COLUMN view_key VARBINARY;
