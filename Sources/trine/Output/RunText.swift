// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineConfig
import TrineCore

/// A run in words, for people.
struct RunText {
  let details: RunDetails
  let timeZone: TimeZone

  private var run: Run { details.run }

  /// How the run stands and what it was asked to do, a line each.
  var summary: String {
    var lines = ["\(run.id)  \(run.status.rawValue)" + (run.reason.map { ": \($0)" } ?? "")]
    if let question = run.question { lines.append("question  \(question)") }
    if !run.papers.isEmpty {
      lines.append("papers    \(run.papers.map(\.description).joined(separator: ", "))")
    }
    lines.append("created   \(run.created.minute(in: timeZone)) on \(run.host)")
    if let seconds = run.duration { lines.append("took      \(seconds.duration)") }
    let threads = details.breakdown.threads.map { ", \($0.threadText)" } ?? ""
    lines.append("ranks     \(run.ranks), seed \(run.seed)\(threads)")
    let config = run.config.chosen
    let mode = config["mode"]?.string ?? "sync"
    lines.append("mode      " + mode + (config[mode].map { " \($0.flow)" } ?? ""))
    for key in ["grid", "data", "model", "train", "wire", "faults"] {
      if let section = config[key] { lines.append(key.padded(to: 10) + section.flow) }
    }
    if let scaling = details.scaling { lines.append("scaling   \(scaling.line)") }
    lines.append("folder    \(run.folder)")
    return lines.joined(separator: "\n")
  }
}

extension Int {
  /// So many threads of a rank: `1 BLAS thread each`.
  var threadText: String { "\(counted("BLAS thread")) each" }
}

extension JSONValue {
  /// The value on one line as YAML's flow style has it: `{kind: mlp, layers: [784, 10]}`.
  fileprivate var flow: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value): value
    case .array(let elements): "[\(elements.map(\.flow).joined(separator: ", "))]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.flow)" }
        .joined(separator: ", ") + "}"
    }
  }
}
