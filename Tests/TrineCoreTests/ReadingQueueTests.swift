// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@Suite("The queue of papers to read")
struct ReadingQueueTests {
  private func paper(
    _ key: String,
    _ status: ReadingStatus = .toRead,
    priority: Int? = nil,
    added: String? = nil
  ) throws -> PaperEntry {
    let key = try #require(CitationKey(key))
    var note = PaperNote(citekey: key, title: "T", status: status)
    note.priority = priority
    note.added = added.flatMap(Day.init)
    return PaperEntry(note: note, file: Workspace.note(key))
  }

  @Test("goes by priority, then by the day of adding, then by key")
  func order() throws {
    let papers = [
      try paper("a"), try paper("b", added: "2026-01-02"), try paper("c", priority: 2),
      try paper("d", .read, priority: 1), try paper("e", added: "2026-01-01"),
      try paper("f", priority: 2, added: "2026-02-01"), try paper("g", priority: 1), try paper("h"),
    ]
    let keys = ReadingQueue(papers).papers.map(\.note.citekey.description)
    #expect(keys == ["g", "f", "c", "e", "b", "a", "h"])
  }
}
