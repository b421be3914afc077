// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineNotes

/// Brings the catalog up to date with the notes: what `stat` says has changed is read again.
struct NoteSync {
  let store: NoteStore
  let catalog: Catalog

  func sync() throws {
    let known = try catalog.paperStamps()
    let found = try store.stamps()
    let changed = found.filter { known[$0.file] != PaperStamp($0) }
    let removed = Set(known.keys).subtracting(found.map(\.file)).sorted()
    guard !changed.isEmpty || !removed.isEmpty else { return }
    let entries = try changed.map { (entry: try store.entry(file: $0.file), stamp: PaperStamp($0)) }
    try catalog.apply(changed: entries, removed: removed)
    try store.writeReferences(catalog.papers().map(\.note))
  }
}

extension PaperStamp {
  fileprivate init(_ stamp: NoteStamp) {
    self.init(size: stamp.size, modified: stamp.modified)
  }
}
