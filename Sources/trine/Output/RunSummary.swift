// SPDX-License-Identifier: MIT

import TrineCore
import TrineLaunch
import TrineStatistics

/// What is said when a run has ended.
struct RunSummary {
  private let report: RunReport
  private let scaling: ScalingEfficiency?

  /// Looks among the experiment's other runs for one to measure this one against.
  init(_ report: RunReport, in open: OpenWorkspace) {
    self.report = report
    // A catalog out of reach keeps nobody from hearing how the run ended.
    scaling = try? open.scaling(of: report.run)
  }

  /// The status, what else the log ends with after a failure, the final metrics and where the time
  /// went; why it failed, and what can be done, comes last, where it is read.
  var text: String {
    let run = report.run
    let time = run.duration.map { " in \($0.duration)" } ?? ""
    var lines = ["\(run.id)  \(run.status.rawValue)\(time)"]
    if !report.lastLines.isEmpty {
      let whose = report.failedRank.map { "rank \($0)'s log" } ?? "mpirun's log"
      lines.append("  the last lines of \(whose):")
      lines += report.lastLines.map { "    \($0)" }
    }
    lines += figures.map { "  \($0)" }
    if let reason = run.reason { lines.append("  \(reason)") }
    if let fix = report.fix { lines.append("    fix: \(fix)") }
    return lines.joined(separator: "\n")
  }

  /// A throughput is measured from the end of an epoch, an evaluation or a checkpoint to the next:
  /// that is an epoch where none of them is counted in steps.
  private func stretches(_ count: Int) -> String {
    let train = report.run.config["train"]
    let isEpoch = ["evaluateEvery", "checkpointEvery"].allSatisfy { train?[$0]?["steps"] == nil }
    return isEpoch ? count.counted("epoch") : "\(count) stretch\(count == 1 ? "" : "es")"
  }

  private var figures: [String] {
    let names = ["train/loss", "validation/accuracy", "test/loss", "test/accuracy"]
    let metrics = report.run.metrics
    let last = names.compactMap { name in metrics[name].map { "\(name) \($0.last.brief)" } }
    let speed = metrics["throughput"].map { throughput in
      "\(throughput.mean.brief) samples/s, mean of \(stretches(throughput.count))"
    }
    let all = [
      last.isEmpty ? nil : last.joined(separator: "  "), speed, report.breakdown.line,
      scaling?.line,
    ]
    return all.compactMap(\.self)
  }
}
