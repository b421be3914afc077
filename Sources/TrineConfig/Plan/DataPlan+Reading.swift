// SPDX-License-Identifier: MIT

import TrineCore

extension DataPlan {
  /// Reads the section `data`; which keys it may have depends on the format.
  init(reading reader: SectionReader) {
    reader.require("format", example: "format: synthetic")
    self.init(
      format: reader.choice("format", default: .synthetic),
      validation: reader.number("validation", default: 0, .share),
      limit: reader.optionalWhole("limit", in: 1...SectionReader.largestCount),
      isSharded: reader.flag("sharded", default: false)
    )
    guard reader.problems.areSound(reader.full("format")) else { return }
    reader.reportStrangers(to: format, under: "format")
    if let example = format.examplePath {
      reader.require("path", example: "path: \(example)")
      path = reader.text("path")
    }
    readOwnKeys(reader)
  }

  private mutating func readOwnKeys(_ reader: SectionReader) {
    switch format {
    case .idx: break
    case .csv:
      test = reader.optionalText("test")
      label = reader.optionalText("label")
    case .libsvm:
      test = reader.optionalText("test")
      features = reader.optionalWhole("features", in: 1...SectionReader.largestCount)
    case .npy: readArrays(reader)
    case .synthetic: readSynthetic(reader)
    }
  }

  private mutating func readArrays(_ reader: SectionReader) {
    reader.require("labels", example: "labels: data/train-labels.npy")
    labels = reader.text("labels")
    test = reader.optionalText("test")
    testLabels = reader.optionalText("testLabels")
    reader.requireTogether("test", "testLabels")
  }

  private mutating func readSynthetic(_ reader: SectionReader) {
    reader.require("kind", example: "kind: spirals")
    let largest = SectionReader.largestCount
    let kind = reader.choice("kind", default: SyntheticKind.spirals)
    self.kind = kind
    samples = reader.count("samples", default: 1000)
    let isFlat = kind == .spirals && reader.problems.areSound(reader.full("kind"))
    features = isFlat ? reader.two("features") : reader.count("features", default: 2)
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

extension DataPlan.Format: KeyedChoice {
  /// The keys of the section in this format.
  var keys: [String] {
    let own =
      switch self {
      case .idx: ["path"]
      case .csv: ["path", "test", "label"]
      case .libsvm: ["path", "test", "features"]
      case .npy: ["path", "labels", "test", "testLabels"]
      case .synthetic: ["kind", "samples", "features", "classes", "noise"]
      }
    return own + ["validation", "limit", "sharded"]
  }

  /// A path as its message shows it; `nil` for a set that is in no file.
  fileprivate var examplePath: String? {
    switch self {
    case .idx: "/usr/share/datasets/fashion-mnist"
    case .csv: "data/train.csv"
    case .libsvm: "data/train.svm"
    case .npy: "data/train.npy"
    case .synthetic: nil
    }
  }
}

extension SectionReader {
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

  /// Reports one of two keys without the other.
  fileprivate func requireTogether(_ first: String, _ second: String) {
    for (name, other) in [(first, second), (second, first)] where !isGiven(name) {
      guard let entry = entry(other), isGiven(other) else { continue }
      problems.add(
        .onlyOneOfTwo(full(other), without: full(name), at: entry.location),
        about: full(name)
      )
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func onlyOneOfTwo(
    _ key: DottedKey,
    without missing: DottedKey,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: location,
      "'\(key)' is given without '\(missing)'; a test set has samples and their classes",
      fix: "add \(missing.parts.last ?? ""), or delete it"
    )
  }
}
