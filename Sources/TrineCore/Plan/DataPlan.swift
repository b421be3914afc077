// SPDX-License-Identifier: MIT

/// Where the samples come from; which fields are set depends on `format`.
public struct DataPlan: Hashable, Codable, Sendable {
  /// The kinds of data set.
  public enum Format: String, Codable, Sendable, CaseIterable {
    /// A folder with MNIST's four files (`train-images-idx3-ubyte`, …), plain or gzip; bytes are
    /// scaled to 0...1.
    case idx
    /// Comma-separated text, a sample a line, with or without a header line.
    case csv
    /// Made by Trine from the seed.
    case synthetic
  }

  /// The built-in synthetic sets.
  public enum SyntheticKind: String, Codable, Sendable, CaseIterable {
    /// One isotropic Gaussian a class.
    case blobs
    /// Interleaved two-dimensional spirals, an arm a class.
    case spirals
  }

  /// The kind of data set.
  public var format: Format
  /// The folder of an `idx` set or the training file of a `csv` set, relative to the workspace.
  public var path: String?
  /// The test file of a `csv` set; without one there is no test set.
  public var test: String?
  /// The column of the class in a `csv` set, by name or by number from 1; default the last.
  public var label: String?
  /// Which `synthetic` set.
  public var kind: SyntheticKind?
  /// Training samples of a `synthetic` set; a fifth as many again are made for its test set.
  public var samples: Int?
  /// Values a sample of a `synthetic` set.
  public var features: Int?
  /// Classes of a `synthetic` set.
  public var classes: Int?
  /// The standard deviation of the noise in a `synthetic` set.
  public var noise: Double?
  /// The share of the training samples set aside for validation, in 0..<1.
  public var validation: Double

  /// Makes a data plan; set the fields that belong to `format`.
  public init(
    format: Format,
    path: String? = nil,
    test: String? = nil,
    label: String? = nil,
    kind: SyntheticKind? = nil,
    samples: Int? = nil,
    features: Int? = nil,
    classes: Int? = nil,
    noise: Double? = nil,
    validation: Double = 0
  ) {
    self.format = format
    self.path = path
    self.test = test
    self.label = label
    self.kind = kind
    self.samples = samples
    self.features = features
    self.classes = classes
    self.noise = noise
    self.validation = validation
  }
}
