// SPDX-License-Identifier: MIT

import Foundation

/// Little memory for the ranks of a machine to share, as containers have it.
enum SmallMemory {
  /// The words before a command that then finds so many megabytes at `/dev/shm`.
  static func words(megabytes: Int) -> [String] {
    let mount = "mount -t tmpfs -o size=\(megabytes)m tmpfs /dev/shm"
    return ["unshare", "--mount", "bash", "-c", "\(mount) && exec \"$@\"", "bash"]
  }

  /// Whether this machine lets the test have it.
  static let isAllowed: Bool = {
    let finished = try? Program.run("/usr/bin/env", words(megabytes: 1) + ["true"])
    return finished?.exitCode == 0
  }()
}
