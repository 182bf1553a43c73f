-- What the model calls of a session took, and how its risk went; known of steps stored from now on.
ALTER TABLE session ADD COLUMN input_tokens BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE session ADD COLUMN output_tokens BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE session ADD COLUMN cost_micros BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE session ADD COLUMN risk_trend VARCHAR DEFAULT '' NOT NULL;
