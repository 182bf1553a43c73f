CREATE TABLE customer (
  id BIGINT PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  email VARCHAR(100) NOT NULL,
  plan VARCHAR(20) NOT NULL
);
CREATE TABLE ticket (
  id BIGINT PRIMARY KEY,
  customer_id BIGINT NOT NULL REFERENCES customer (id),
  opened DATE NOT NULL,
  subject VARCHAR(200) NOT NULL,
  open BOOLEAN NOT NULL
);
CREATE TABLE note (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id BIGINT NOT NULL REFERENCES customer (id),
  text VARCHAR(2000) NOT NULL
);
INSERT INTO customer VALUES
  (1, 'Ada Marsh', 'ada.marsh@meridian.example', 'business'),
  (2, 'Bo Lindqvist', 'bo@lindqvist.example', 'starter'),
  (3, 'Chiara Conti', 'chiara.conti@ponte.example', 'business'),
  (4, 'Dele Okafor', 'dele.okafor@sahel.example', 'enterprise'),
  (5, 'Emi Tanaka', 'emi@tanaka.example', 'starter'),
  (6, 'Farid Haddad', 'farid.haddad@cedar.example', 'enterprise'),
  (7, 'Greta Blom', 'greta.blom@noordzee.example', 'business'),
  (8, 'Hugo Marchetti', 'hugo@marchetti.example', 'starter');
INSERT INTO ticket VALUES
  (101, 1, DATE '2026-11-02', 'Invoice shows the old plan', TRUE),
  (102, 3, DATE '2026-11-05', 'Export stops after 10,000 rows', TRUE),
  (103, 4, DATE '2026-11-09', 'Single sign-on for a second domain', TRUE),
  (104, 4, DATE '2026-11-11', 'Audit report for the third quarter', TRUE),
  (105, 2, DATE '2026-10-28', 'Password reset mail is late', FALSE),
  (106, 6, DATE '2026-11-17', 'Rate limit raised, still refused', TRUE);
