// SPDX-License-Identifier: MIT

extension Migrations {
  /// Pages of all kinds, what they say, where they link to and the words they are found by.
  ///
  /// Papers are read from their files again. `pageWords` holds words that were made ready for search, a
  /// space between them; its rows are those of `page`. Links name what need not be there. `madeFile` names
  /// files that were as they would be made when they and their sources last looked as noted.
  static let indexPages = """
    DROP TABLE paper;

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

    CREATE INDEX pageByName ON page (name);

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

    CREATE TABLE link (
      pageId INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('note', 'run', 'experiment')),
      name TEXT NOT NULL,
      heading TEXT,
      form TEXT NOT NULL CHECK (form IN ('wiki', 'citation', 'field')),
      isCriticism INTEGER NOT NULL CHECK (isCriticism IN (0, 1)),
      isGlued INTEGER NOT NULL CHECK (isGlued IN (0, 1)),
      line INTEGER NOT NULL CHECK (line > 0),
      "column" INTEGER NOT NULL CHECK ("column" > 0),
      PRIMARY KEY (pageId, position)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX linkByName ON link (name, kind);

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

    CREATE TABLE madeFile (
      file TEXT NOT NULL PRIMARY KEY CHECK (file <> ''),
      size INTEGER NOT NULL CHECK (size >= 0),
      modified INTEGER NOT NULL,
      inputs TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE VIRTUAL TABLE pageWords USING fts5 (title, facts, body, tokenize = 'ascii');

    CREATE TRIGGER pageWordsGo AFTER DELETE ON page BEGIN
      DELETE FROM pageWords WHERE rowid = old.id;
    END;

    CREATE TABLE pageVersion (
      version INTEGER NOT NULL PRIMARY KEY
    ) STRICT;
    """
}
