// SPDX-License-Identifier: MIT

/// The papers to read, in the order in which to read them: by priority, then the longest waiting first.
public struct ReadingQueue: Sendable {
  /// The papers, the next one first.
  public let papers: [PaperEntry]

  /// Queues those of some papers whose status is `to-read`.
  public init(_ papers: [PaperEntry]) {
    self.papers = papers.filter { $0.note.status == .toRead }.sorted { left, right in
      Self.rank(left.note) < Self.rank(right.note)
    }
  }

  private static func rank(_ note: PaperNote) -> (Int, String, String) {
    // A day that is not known comes last: "~" is behind all digits.
    (note.priority ?? .max, note.added?.description ?? "~", note.citekey.description)
  }
}
