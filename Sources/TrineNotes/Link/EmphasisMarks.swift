// SPDX-License-Identifier: MIT

/// Follows where emphasis begins and ends in a paragraph, since pandoc sees no citation right behind its end.
///
/// A run of marks ends what the same run began, which is not all that Markdown knows of emphasis, but takes
/// the same time for each mark.
struct EmphasisMarks {
  private struct Run: Hashable {
    var mark: UInt8
    var length: Int
  }

  private var open: Set<Run> = []
  /// Where the last emphasis ended.
  private(set) var end: Int?

  /// Reads a run of one mark.
  mutating func read(_ bytes: Range<Int>, _ mark: UInt8, mayBegin: Bool, mayEnd: Bool) {
    let run = Run(mark: mark, length: bytes.count)
    if mayEnd, open.remove(run) != nil {
      end = bytes.upperBound
    } else if mayBegin {
      open.insert(run)
    }
  }
}
