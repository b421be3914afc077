// SPDX-License-Identifier: MIT

import TrineCore

extension GridPlan {
  /// Reads the section `grid`.
  init(reading reader: SectionReader) {
    let ranks = 1...SectionReader.largestCount
    self.init(
      data: reader.count("data", default: 1),
      tensor: reader.optionalWhole("tensor", in: ranks),
      pipeline: reader.optionalWhole("pipeline", in: ranks)
    )
    let ways = ["tensor", "pipeline"].filter(reader.isGiven)
    guard ways.count != 1, reader.problems.areSound(reader.key) else { return }
    reader.problems.add(.notOneWay(ways.count, at: reader.location), about: reader.key)
  }

  /// The mode whose ranks it arranges.
  var mode: RunPlan.Mode { tensor == nil ? .pipeline : .tensor }

  /// All its ranks.
  var ranks: Int { data * model }

  /// The grid as an experiment writes it.
  var text: String { "{data: \(data), \(mode.rawValue): \(model)}" }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notOneWay(_ count: Int, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "'grid' has \(count == 0 ? "neither tensor nor pipeline" : "both tensor and pipeline")"
        + "; it must say one way in which ranks share a replica of the model",
      fix: "write grid: {data: 2, tensor: 2} or grid: {data: 2, pipeline: 2}"
    )
  }
}
