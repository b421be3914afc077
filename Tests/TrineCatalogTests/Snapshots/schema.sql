CREATE TABLE paper (
  file TEXT NOT NULL PRIMARY KEY CHECK (file <> ''),
  citationKey TEXT NOT NULL CHECK (citationKey <> ''),
  title TEXT NOT NULL,
  authors TEXT NOT NULL CHECK (json_type(authors) = 'array'),
  year INTEGER,
  venue TEXT,
  arxiv TEXT,
  doi TEXT,
  tags TEXT NOT NULL CHECK (json_type(tags) = 'array'),
  status TEXT NOT NULL CHECK (status IN ('to-read', 'reading', 'read', 'revisit')),
  added TEXT CHECK (added GLOB '????-??-??'),
  read TEXT CHECK (read GLOB '????-??-??'),
  lines TEXT NOT NULL CHECK (json_type(lines) = 'array'),
  criticises TEXT NOT NULL,
  contributes TEXT NOT NULL,
  problem TEXT,
  size INTEGER NOT NULL CHECK (size >= 0),
  modified INTEGER NOT NULL
) STRICT;
CREATE INDEX paperByCitationKey ON paper (citationKey);
CREATE TABLE run (
  id TEXT NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL CHECK (uid <> ''),
  experiment TEXT NOT NULL CHECK (experiment <> ''),
  number INTEGER NOT NULL CHECK (number > 0),
  status TEXT NOT NULL
    CHECK (status IN ('queued', 'running', 'finished', 'failed', 'killed', 'lost')),
  reason TEXT,
  created TEXT NOT NULL CHECK (created GLOB '????-??-??T??:??:??.???Z'),
  started TEXT CHECK (started GLOB '????-??-??T??:??:??.???Z'),
  ended TEXT CHECK (ended GLOB '????-??-??T??:??:??.???Z'),
  host TEXT NOT NULL,
  ranks INTEGER NOT NULL CHECK (ranks > 0),
  seed INTEGER NOT NULL,
  config TEXT NOT NULL CHECK (json_valid(config)),
  tags TEXT NOT NULL CHECK (json_type(tags) = 'array'),
  folder TEXT NOT NULL CHECK (folder <> ''),
  CHECK (id = experiment || '-' || number),
  UNIQUE (experiment, number)
) STRICT;
CREATE INDEX runByCreated ON run (created);
CREATE INDEX runByStatus ON run (status);
CREATE INDEX runByUid ON run (uid);
CREATE TABLE runMetric (
  runId TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE ON UPDATE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  last REAL,
  best REAL,
  min REAL,
  max REAL,
  mean REAL,
  count INTEGER NOT NULL CHECK (count > 0),
  step INTEGER NOT NULL CHECK (step >= 0),
  PRIMARY KEY (runId, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE runPaper (
  runId TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE ON UPDATE CASCADE,
  citationKey TEXT NOT NULL CHECK (citationKey <> ''),
  PRIMARY KEY (runId, citationKey)
) STRICT, WITHOUT ROWID;
CREATE INDEX runPaperByCitationKey ON runPaper (citationKey);
