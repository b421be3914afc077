// SPDX-License-Identifier: MIT

/// What Open MPI prints about a rank that ended badly without a word of its own.
struct RankDeath: Equatable {
  /// The rank, when Open MPI says which.
  let rank: Int?
  let how: String

  /// Reads `process rank 1 with PID 12 on node x exited on signal 9 (Killed)`, the block with
  /// `Process name: [[1,1],1]` and `Exit code: 3`, which is not always there, or that of a rank that
  /// has ended as if all were well.
  /// - Parameters:
  ///   - launcherLog: All that `mpirun` printed.
  ///   - code: The exit code of `mpirun`, which is that of the first rank to fail.
  init?(launcherLog: String, code: Int32?) {
    // mpirun breaks its lines at about 76 columns, also inside the sentence.
    let log = launcherLog.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let signalled = /process rank (\d+) with PID \d+ on node \S+ exited on signal (\d+)/
    let left = /due to process rank (\d+) with PID \d+ on node \S+ exiting improperly/
    let exited = /Process name: \[\[\d+,\d+\],(\d+)\] Exit code: (\d+)/
    if let match = log.firstMatch(of: signalled), let rank = Int(match.1),
      let signal = Int32(match.2)
    {
      self.rank = rank
      how = Self.killed(by: signal)
    } else if let match = log.firstMatch(of: exited), let rank = Int(match.1) {
      self.rank = rank
      how = "ended with exit code \(match.2)"
    } else if let match = log.firstMatch(of: left), let rank = Int(match.1) {
      self.rank = rank
      how = "ended without a word"
    } else if let code, log.contains("returned a non-zero exit code") {
      rank = nil
      // Now and then it says of a signal no more than the code a shell would give it.
      how = code > 128 ? Self.killed(by: code - 128) : "ended with exit code \(code)"
    } else {
      return nil
    }
  }

  private static func killed(by signal: Int32) -> String {
    let maybe = signal == 9 ? ", by a person or by the kernel when memory ran out" : ""
    return "was killed by \(signalName(signal))\(maybe)"
  }
}
