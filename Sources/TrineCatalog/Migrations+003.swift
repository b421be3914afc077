// SPDX-License-Identifier: MIT

extension Migrations {
  /// Papers' entries in the bibliography, written out, with what each takes fields from; indices by
  /// which pages are compared with their files, and papers looked for by title, without being read; a row
  /// while the bibliography's file says what the papers say; links that are addresses; and how long runs
  /// were not at work between an end and being resumed.
  ///
  /// Without a version pages are read from their files again, so that all papers have an entry.
  static let entriesAndPauses = """
    DELETE FROM pageVersion;

    ALTER TABLE run ADD COLUMN paused REAL NOT NULL DEFAULT 0 CHECK (paused >= 0);

    CREATE INDEX pageByLook ON page (file, size, modified);

    CREATE INDEX pageByTitle ON page (title);

    DROP TABLE link;

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

    CREATE TABLE bibliography (
      pageId INTEGER NOT NULL PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
      citationKey TEXT NOT NULL CHECK (citationKey <> ''),
      entry TEXT NOT NULL,
      parent TEXT
    ) STRICT;

    CREATE TABLE writtenBibliography (
      id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1)
    ) STRICT;
    """
}
