// SPDX-License-Identifier: MIT

import TrineCore
import TrineLaunch

/// What is said when a run has ended.
struct RunSummary {
  let report: RunReport

  /// The status and the final metrics; after a failure its reason and the last lines of the log.
  var text: String {
    let run = report.run
    let time = run.duration.map { " in \($0.duration)" } ?? ""
    var lines = ["\(run.id)  \(run.status.rawValue)\(time)"]
    if let reason = run.reason { lines.append("  \(reason)") }
    if !report.lastLines.isEmpty {
      let whose = report.failedRank.map { "rank \($0)'s log" } ?? "mpirun's log"
      lines.append("  the last lines of \(whose):")
      lines += report.lastLines.map { "    \($0)" }
    }
    let names = ["train/loss", "validation/accuracy", "test/loss", "test/accuracy"]
    let figures = names.compactMap { name in
      run.metrics[name].map { "\(name) \($0.last.brief)" }
    }
    if !figures.isEmpty { lines.append("  " + figures.joined(separator: "  ")) }
    if let throughput = run.metrics["throughput"] {
      let epochs = throughput.count.counted("epoch")
      lines.append("  \(throughput.mean.brief) samples/s, mean of \(epochs)")
    }
    return lines.joined(separator: "\n")
  }
}
