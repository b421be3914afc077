// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles

/// The last words in a run's logs.
enum LogTail {
  /// The last lines of a rank's log, or of the launcher's when no rank is to blame.
  static func lines(_ folder: RunFolder, rank: Int?, count: Int = 10) -> [String] {
    let path = rank.map { folder.log(rank: $0) } ?? folder.launcherLog
    let text = (try? FileText.read(path)) ?? ""
    return text.split(separator: "\n").suffix(count).map(String.init)
  }
}
