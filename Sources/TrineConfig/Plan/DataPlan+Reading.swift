// SPDX-License-Identifier: MIT

import TrineCore

extension DataPlan {
  /// Reads the section `data`; which keys it may have depends on the format.
  init(reading reader: SectionReader) {
    reader.require("format", example: "format: synthetic")
    self.init(
      format: reader.choice("format", default: .synthetic),
      validation: reader.number("validation", default: 0, .share)
    )
    guard reader.problems.areSound(reader.full("format")) else { return }
    reader.reportStrangers(to: format)
    switch format {
    case .idx:
      reader.require("path", example: "path: /usr/share/datasets/fashion-mnist")
      path = reader.text("path")
    case .csv:
      reader.require("path", example: "path: data/train.csv")
      path = reader.text("path")
      test = reader.text("test")
      label = reader.text("label")
    case .synthetic:
      readSynthetic(reader)
    }
  }

  private mutating func readSynthetic(_ reader: SectionReader) {
    reader.require("kind", example: "kind: spirals")
    let largest = SectionReader.largestCount
    let kind = reader.choice("kind", default: SyntheticKind.spirals)
    self.kind = kind
    samples = reader.whole("samples", default: 1000, in: 1...largest)
    let isFlat = kind == .spirals && reader.problems.areSound(reader.full("kind"))
    features =
      isFlat ? reader.two("features") : reader.whole("features", default: 2, in: 1...largest)
    classes = reader.whole("classes", default: 2, in: 2...largest)
    noise = reader.number("noise", default: kind.defaultNoise, .notNegative)
  }
}

extension DataPlan.SyntheticKind {
  /// Enough noise that a run has something to learn, little enough that it can.
  fileprivate var defaultNoise: Double {
    switch self {
    case .blobs: 1
    case .spirals: 0.1
    }
  }
}

extension DataPlan.Format {
  /// The keys of the section in this format.
  fileprivate var keys: [String] {
    switch self {
    case .idx: ["format", "path", "validation"]
    case .csv: ["format", "path", "test", "label", "validation"]
    case .synthetic:
      ["format", "kind", "samples", "features", "classes", "noise", "validation"]
    }
  }
}

extension SectionReader {
  /// Reports the keys that belong to another format than the one the section has.
  fileprivate func reportStrangers(to format: DataPlan.Format) {
    for name in names where !format.keys.contains(name) {
      guard let entry = entry(name) else { continue }
      problems.add(.stranger(full(name), to: format, at: entry.location), about: full(name))
    }
  }

  /// Spirals lie in the plane.
  fileprivate func two(_ name: String) -> Int {
    value(name, default: 2, shown: "2") { node throws(ValueProblem) in
      guard try node.whole(in: 1...SectionReader.largestCount) == 2 else {
        throw ValueProblem(
          must: "2, since spirals lie in the plane",
          fix: "leave it out, or use kind: blobs"
        )
      }
      return 2
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func stranger(
    _ key: DottedKey,
    to format: DataPlan.Format,
    at location: SourceLocation
  ) -> Diagnostic {
    let owners = DataPlan.Format.allCases.filter { $0.keys.contains(key.parts.last ?? "") }
    let others = owners.map { "format: \($0.rawValue)" }.joined(separator: " or ")
    return Diagnostic(
      at: location,
      "'\(key)' does not belong to format: \(format.rawValue), which has "
        + format.keys.dropFirst().joined(separator: ", "),
      fix: "delete it, or use \(others)"
    )
  }
}
