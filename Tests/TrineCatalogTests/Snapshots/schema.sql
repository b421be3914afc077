CREATE TABLE bibliography (
  pageId INTEGER NOT NULL PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  citationKey TEXT NOT NULL CHECK (citationKey <> ''),
  entry TEXT NOT NULL,
  parent TEXT
) STRICT;
CREATE TABLE claim (
  pageId INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL CHECK (id <> ''),
  statement TEXT NOT NULL,
  value TEXT,
  condition TEXT,
  line INTEGER NOT NULL CHECK (line > 0),
  PRIMARY KEY (pageId, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding (
  pageId INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  rule TEXT,
  line INTEGER CHECK (line > 0),
  "column" INTEGER CHECK ("column" > 0),
  message TEXT NOT NULL,
  fix TEXT,
  PRIMARY KEY (pageId, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE link (
  pageId INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'run', 'experiment')),
  name TEXT NOT NULL,
  heading TEXT,
  form TEXT NOT NULL CHECK (form IN ('wiki', 'citation', 'field', 'address')),
  isCriticism INTEGER NOT NULL CHECK (isCriticism IN (0, 1)),
  isGlued INTEGER NOT NULL CHECK (isGlued IN (0, 1)),
  line INTEGER NOT NULL CHECK (line > 0),
  "column" INTEGER NOT NULL CHECK ("column" > 0),
  PRIMARY KEY (pageId, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX linkByName ON link (name, kind);
CREATE TABLE madeFile (
  file TEXT NOT NULL PRIMARY KEY CHECK (file <> ''),
  size INTEGER NOT NULL CHECK (size >= 0),
  modified INTEGER NOT NULL,
  inputs TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER pageWordsGo AFTER DELETE ON page BEGIN
  DELETE FROM pageWords WHERE rowid = old.id;
END;
CREATE TABLE page (
  id INTEGER NOT NULL PRIMARY KEY,
  file TEXT NOT NULL UNIQUE CHECK (file <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('paper', 'topic', 'experiment', 'report')),
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  tags TEXT NOT NULL CHECK (json_type(tags) = 'array'),
  problem TEXT,
  headings TEXT NOT NULL CHECK (json_type(headings) = 'array'),
  size INTEGER NOT NULL CHECK (size >= 0),
  modified INTEGER NOT NULL
) STRICT;
CREATE INDEX pageByLook ON page (file, size, modified);
CREATE INDEX pageByName ON page (name);
CREATE INDEX pageByTitle ON page (title);
CREATE TABLE pageVersion (
  version INTEGER NOT NULL PRIMARY KEY
) STRICT;
CREATE VIRTUAL TABLE pageWords USING fts5 (title, facts, body, tokenize = 'ascii');
CREATE TABLE 'pageWords_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'pageWords_content'(id INTEGER PRIMARY KEY, c0, c1, c2);
CREATE TABLE 'pageWords_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'pageWords_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'pageWords_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE paper (
  pageId INTEGER NOT NULL PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  citationKey TEXT NOT NULL CHECK (citationKey <> ''),
  authors TEXT NOT NULL CHECK (json_type(authors) = 'array'),
  year INTEGER,
  venue TEXT,
  arxiv TEXT,
  doi TEXT,
  status TEXT NOT NULL CHECK (status IN ('to-read', 'reading', 'read', 'revisit')),
  added TEXT CHECK (added GLOB '????-??-??'),
  read TEXT CHECK (read GLOB '????-??-??'),
  priority INTEGER,
  lines TEXT NOT NULL CHECK (json_type(lines) = 'array'),
  criticises TEXT NOT NULL,
  contributes TEXT NOT NULL,
  aliases TEXT NOT NULL DEFAULT '[]' CHECK (json_type(aliases) = 'array'),
  bibtex TEXT NOT NULL DEFAULT '[]' CHECK (json_type(bibtex) = 'array')
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
  folder TEXT NOT NULL CHECK (folder <> ''), paused REAL NOT NULL DEFAULT 0 CHECK (paused >= 0),
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
CREATE TABLE writtenBibliography (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1)
) STRICT;
