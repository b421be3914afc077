// SPDX-License-Identifier: MIT

import TrineClaims
import TrineCore
import TrineStatistics

/// Claims in words and tables.
enum ClaimText {
  /// A row for each test of each claim, and one for a claim that nothing tests.
  static func table(_ entries: [ClaimBook.Entry]) -> TextTable {
    var table = TextTable([
      ("claim", .left), ("verdict", .left), ("experiment", .left), ("n", .right),
      ("effect", .left), ("metric", .left), ("statement", .left),
    ])
    for entry in entries {
      let statement = entry.claim?.statement ?? "no note has this claim"
      let untested = entry.unread.map(\.experiment) + (entry.isUnnamed ? [""] : [])
      for experiment in untested {
        table.append([
          "\(entry.reference)", Verdict.Status.untested.rawValue, experiment, "", "", "", statement,
        ])
      }
      for test in entry.tests {
        let finding = test.finding
        table.append([
          "\(entry.reference)", finding.verdict.status.rawValue, test.experiment, finding.counts,
          finding.verdict.effect?.text ?? "", finding.test.metric, statement,
        ])
      }
    }
    return table
  }

  /// A claim with all that is known of it.
  static func page(_ entry: ClaimBook.Entry) -> String {
    var lines = ["\(entry.reference)", "  \(entry.claim?.statement ?? "no note has this claim")"]
    if let value = entry.claim?.value { lines.append("  value      \(value)") }
    if let condition = entry.claim?.condition { lines.append("  condition  \(condition)") }
    if entry.isUnnamed {
      lines += ["", "untested: no experiment names it under 'claims:'"]
    }
    for unread in entry.unread {
      lines += ["", "untested  by \(unread.experiment)", "  \(unread.reason)"]
    }
    for test in entry.tests { lines += [""] + Self.lines(test) }
    return lines.joined(separator: "\n")
  }

  /// A claim and its verdicts on one line.
  static func line(_ entry: ClaimBook.Entry) -> String {
    let verdicts = entry.tests.map { test in
      "\(test.finding.verdict.status.rawValue) by \(test.experiment) (n = \(test.finding.counts))"
    }
    let unread = entry.unread.map { "untested by \($0.experiment): \($0.reason)" }
    let text =
      entry.isUnnamed
      ? Verdict.Status.untested.rawValue : (verdicts + unread).joined(separator: ", ")
    return "claim \(entry.reference.id): \(text)"
  }

  private static func lines(_ test: ClaimBook.Test) -> [String] {
    let finding = test.finding
    var lines = ["\(finding.verdict.status.rawValue)  by \(test.experiment)"]
    lines.append("  \(finding.verdict.reason)")
    if let effect = finding.verdict.effect {
      lines.append("  effect     \(effect.text), \(finding.test.metric)")
    }
    lines += Self.side(finding.subject)
    if let rivals = finding.rivals { lines += side(rivals) }
    return lines + finding.remarks.map { "  note: \($0)" }
  }

  private static func side(_ side: ClaimSide) -> [String] {
    let selection = side.selection.description
    let name = selection.isEmpty ? "all runs" : selection
    return ["  \(name): \(side.sample)"]
      + zip(side.runs, side.values).map { "    \($0)  \($1.brief)" }
  }
}

extension MeanInterval {
  /// `0.0123 [0.0040, 0.0206]`, with the confidence where it is not the usual one.
  var text: String {
    let interval = "\(estimate.brief) [\(lower.brief), \(upper.brief)]"
    let percent = confidence * 100
    let words = percent == percent.rounded() ? "\(Int(percent))" : percent.brief
    return confidence == 0.95 ? interval : "\(interval) at \(words) %"
  }
}

extension ClaimBook.Entry {
  /// Whether no experiment names the claim.
  fileprivate var isUnnamed: Bool { tests.isEmpty && unread.isEmpty }
}

extension [ClaimBook.Entry] {
  /// What is wrong with the experiments that name these claims, each once.
  var problems: [Diagnostic] {
    var experiments: Set<String> = []
    return flatMap(\.unread).filter { experiments.insert($0.experiment).inserted }
      .flatMap(\.problems)
  }
}

// MARK: - JSON

extension ClaimBook.Unread {
  /// The keys of a test that do not need its runs.
  fileprivate func json(of claim: ClaimReference) -> JSONValue {
    .object([
      "claim": .string(claim.description), "experiment": .string(experiment),
      "status": .string(Verdict.Status.untested.rawValue), "reason": .string(reason),
      "remarks": .array([]),
    ])
  }
}

extension ClaimBook.Entry {
  /// `claim`, `statement`, `value`, `condition`, `file`, `line`, and `tests` with the experiment, the
  /// verdict and the runs of each.
  var json: JSONValue {
    get throws {
      var members: [String: JSONValue] = [
        "claim": .string(reference.description),
        "statement": claim.map { .string($0.statement) } ?? .null,
        "file": file.map(JSONValue.string) ?? .null,
        "tests": .array(try tests.map { try $0.json } + unread.map { $0.json(of: reference) }),
      ]
      members["value"] = (claim?.value).map(JSONValue.string)
      members["condition"] = (claim?.condition).map(JSONValue.string)
      members["line"] = (claim?.line).map(JSONValue.integer)
      return .object(members)
    }
  }
}

extension ClaimBook.Test {
  fileprivate var json: JSONValue {
    get throws {
      let text = try JSONText.line(finding)
      guard case .object(var members) = try JSONText.value(JSONValue.self, from: text) else {
        return .null
      }
      members["experiment"] = .string(experiment)
      return .object(members)
    }
  }
}
