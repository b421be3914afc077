// SPDX-License-Identifier: MIT

import Glibc
import TrineCore
import TrineFiles

/// What is added to a run's logs from now on: a resumed run goes on in those it has.
struct LogTail {
  private let folder: RunFolder
  private let sizes: [String: Int]

  /// Remembers how long the logs of a run are.
  init(_ folder: RunFolder, ranks: Int) {
    self.folder = folder
    let paths = [folder.launcherLog] + (0..<ranks).map(folder.log)
    sizes = Dictionary(uniqueKeysWithValues: paths.map { ($0, Self.size(of: $0)) })
  }

  /// What the launcher has printed.
  var launcherLog: String { text(folder.launcherLog) }

  /// The last lines of a rank's log, or of the launcher's when no rank is to blame.
  func lines(rank: Int?, count: Int = 10) -> [String] {
    let text = text(rank.map { folder.log(rank: $0) } ?? folder.launcherLog)
    return text.split(separator: "\n").suffix(count).map(String.init)
  }

  private func text(_ path: String) -> String {
    let text = (try? FileText.read(path)) ?? ""
    return String(decoding: text.utf8.dropFirst(sizes[path] ?? 0), as: UTF8.self)
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
