// SPDX-License-Identifier: MIT

extension Migrations {
  /// Papers' entries in the bibliography, written out, with what each takes fields from; and indices by
  /// which pages are compared with their files, and papers looked for by title, without being read.
  ///
  /// Without a version pages are read from their files again, so that all papers have an entry.
  static let keepEntries = """
    DELETE FROM pageVersion;

    CREATE INDEX pageByLook ON page (file, size, modified);

    CREATE INDEX pageByTitle ON page (title);

    CREATE TABLE bibliography (
      pageId INTEGER NOT NULL PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
      citationKey TEXT NOT NULL CHECK (citationKey <> ''),
      entry TEXT NOT NULL,
      parent TEXT
    ) STRICT;
    """
}
