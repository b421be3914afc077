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
  ///
  /// What follows the words with which a program of Swift ends itself are registers and addresses.
  func lines(rank: Int?, count: Int = 10) -> [String] {
    let text = text(rank.map { folder.log(rank: $0) } ?? folder.launcherLog)
    let lines = text.split(separator: "\n")
    let crash = lines.firstIndex { $0.contains(Self.crash) }
    let told = crash.map { lines[...$0] } ?? lines[...]
    return told.suffix(count).map(String.init)
  }

  /// Why ranks ended themselves, by rank: `failed to allocate 1024 bytes of memory`.
  func crashes(ranks: Int) -> [Int: String] {
    var words: [Int: String] = [:]
    for rank in 0..<ranks {
      let text = text(folder.log(rank: rank))
      guard let start = text.firstRange(of: Self.crash)?.upperBound else { continue }
      words[rank] = String(text[start...].prefix { $0 != "\n" })
    }
    return words
  }

  /// What stands before the words with which a program of Swift ends itself.
  static let crash = "Fatal error: "

  private func text(_ path: String) -> String {
    let text = (try? FileText.read(path)) ?? ""
    return String(decoding: text.utf8.dropFirst(sizes[path] ?? 0), as: UTF8.self)
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
