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
    /// Sparse text of LIBSVM: a line is a class and `index:value` pairs, indices from 1.
    case libsvm
    /// NumPy arrays: one file of samples, one of classes.
    case npy
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
  /// The folder of an `idx` set or the training file of another, relative to the workspace.
  public var path: String?
  /// The training classes of an `npy` set.
  public var labels: String?
  /// The test file of a `csv`, `libsvm` or `npy` set; without one there is no test set.
  public var test: String?
  /// The test classes of an `npy` set.
  public var testLabels: String?
  /// The column of the class in a `csv` set, by name or by number from 1; default the last.
  public var label: String?
  /// Which `synthetic` set.
  public var kind: SyntheticKind?
  /// Training samples of a `synthetic` set; a fifth as many again are made for its test set.
  public var samples: Int?
  /// Values a sample of a `synthetic` set, or of a `libsvm` set whose largest index says too little.
  public var features: Int?
  /// Classes of a `synthetic` set.
  public var classes: Int?
  /// The standard deviation of the noise in a `synthetic` set.
  public var noise: Double?
  /// The share of the training samples set aside for validation, in 0..<1.
  public var validation: Double
  /// Only so many of the first training samples; `nil` for all.
  public var limit: Int?
  /// Whether each data-parallel rank reads and keeps only its share of the training samples.
  ///
  /// Each then shuffles its own share, so that batches depend on the rank count.
  public var isSharded: Bool

  /// Makes a data plan; set the fields that belong to `format`.
  public init(
    format: Format,
    path: String? = nil,
    labels: String? = nil,
    test: String? = nil,
    testLabels: String? = nil,
    label: String? = nil,
    kind: SyntheticKind? = nil,
    samples: Int? = nil,
    features: Int? = nil,
    classes: Int? = nil,
    noise: Double? = nil,
    validation: Double = 0,
    limit: Int? = nil,
    isSharded: Bool = false
  ) {
    self.format = format
    self.path = path
    self.labels = labels
    self.test = test
    self.testLabels = testLabels
    self.label = label
    self.kind = kind
    self.samples = samples
    self.features = features
    self.classes = classes
    self.noise = noise
    self.validation = validation
    self.limit = limit
    self.isSharded = isSharded
  }

  private enum CodingKeys: String, CodingKey {
    case format, path, labels, test, testLabels, label, kind, samples, features, classes, noise
    case validation, limit
    case isSharded = "sharded"
  }
}
