// SPDX-License-Identifier: MIT

import Dispatch
import Synchronization
import TrineCore

/// Reads many files on all cores.
enum PageCrew {
  /// Below this many files a second thread costs more than it brings.
  private static let few = 64

  static func pages(
    _ files: [(folder: PageFolder, stamp: PageStamp)],
    in workspace: Workspace
  ) -> [Page] {
    let parts = stride(from: 0, to: files.count, by: few).map { start in
      Array(files[start..<min(start + few, files.count)])
    }
    let read = Mutex([[Page]](repeating: [], count: parts.count))
    DispatchQueue.concurrentPerform(iterations: parts.count) { part in
      let pages = parts[part].compactMap { $0.folder.page($0.stamp, in: workspace) }
      read.withLock { $0[part] = pages }
    }
    return read.withLock { Array($0.joined()) }
  }
}
