// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles

extension RunFolder {
  /// More ranks than any machine has: a file of such a rank is somebody else's.
  static let mostRanks = 1_000_000

  /// One more than the largest rank that has an event file.
  var rankCount: Int {
    let (start, end) = ("rank-", ".events.jsonl")
    let ranks = Folder.names(in: path, suffix: end).compactMap { name -> Int? in
      guard name.hasPrefix(start) else { return nil }
      return Int(name.dropFirst(start.count).dropLast(end.count))
    }
    return ranks.filter { (0..<Self.mostRanks).contains($0) }.max().map { $0 + 1 } ?? 0
  }
}
