// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

struct NPYTests {
  struct Meaning: Decodable {
    let shape: [Int]
    let values: [Double]
  }

  static let folder = "\(Fixtures.folder)/numpy"

  static func meanings() throws -> [String: Meaning] {
    let text = try String(contentsOfFile: "\(folder)/values.json", encoding: .utf8)
    return try JSONText.value([String: Meaning].self, from: text)
  }

  /// A set of files NumPy wrote.
  static func plan(_ name: String, labels: String = "labels") -> DataPlan {
    DataPlan(
      format: .npy,
      path: "\(folder)/\(name)\(name.contains(".") ? "" : ".npy")",
      labels: "\(folder)/\(labels).npy"
    )
  }

  private func message(_ plan: DataPlan) throws -> String {
    let error = #expect(throws: Diagnostic.self) { try DataSplits.load(plan, seed: 1) {} }
    return try #require(error).description.replacing(Self.folder, with: "DIR")
  }

  @Test("arrays of every type and version hold what NumPy put there", arguments: try meanings())
  func values(name: String, meaning: Meaning) throws {
    let plan = Self.plan(name == "packed" ? "packed.npy.gz" : name)
    let set = try DataSplits.load(plan, seed: 1) {}.trainingSet
    #expect(set.count == meaning.shape[0])
    #expect(set.featureCount == meaning.shape.dropFirst().reduce(1, *))
    #expect(set.values == meaning.values.map { Float($0) })
    #expect(set.labels == [0, 2, 1, 0, 2])
  }

  @Test("classes are integers of any size", arguments: ["labels", "labels-uint8", "labels-int32"])
  func classes(name: String) throws {
    let set = try DataSplits.load(Self.plan("float32", labels: name), seed: 1) {}.trainingSet
    #expect(set.labels == [0, 2, 1, 0, 2])
  }

  static let refused = [
    "fortran": """
    DIR/fortran.npy: the array lies in Fortran's order, column after column; samples are read row \
    after row
      fix: write numpy.ascontiguousarray(array)
    """,
    "float16": """
    DIR/float16.npy: the array has values of type '<f2'; float32, float64 and integers can be read
      fix: write array.astype(numpy.float32), or numpy.int64 for classes
    """,
    "complex": "DIR/complex.npy: the array has values of type '<c8'",
    "bool": "DIR/bool.npy: the array has values of type '|b1'",
    "text": "DIR/text.npy: the array has values of type '<U1'",
    "object": "DIR/object.npy: the array has values of type '|O'",
    "structured": """
    DIR/structured.npy: the array has fields of several types; samples are plain numbers
      fix: use numpy.lib.recfunctions.structured_to_unstructured before numpy.save
    """,
    "scalar": """
    DIR/scalar.npy: the array has no dimensions; its first one counts the samples
      fix: write an array of shape (samples, values)
    """,
    "not-finite": """
    DIR/not-finite.npy: sample 1, counted from 0, has the value inf, at position 1
      fix: replace or leave out what is no finite number of float32, for example with \
    numpy.nan_to_num
    """,
    "archive.npz": """
    DIR/archive.npz: this is an archive, as of numpy.savez, not one array
      fix: write each of its arrays with numpy.save
    """,
    "sparse.libsvm": """
    DIR/sparse.libsvm: this is not a NumPy array: it begins with 31 20 34 3a 2d 31, not with 93 4e \
    55 4d 50 59
      fix: write the array with numpy.save, or set 'data.format' to what the file is
    """,
    "missing": """
    DIR/missing.npy: the file cannot be read: No such file or directory
      fix: check 'data.path', which is relative to the workspace
    """,
  ]

  @Test("what is no array of numbers is refused", arguments: refused)
  func refuses(name: String, words: String) throws {
    #expect(try message(Self.plan(name)).hasPrefix(words))
  }

  static let refusedLabels = [
    "labels-negative": """
    DIR/labels-negative.npy: the class of sample 2, counted from 0, is -1
      fix: number the classes 0, 1, 2, …, for example with numpy.unique(…, return_inverse=True)
    """,
    "labels-large": "DIR/labels-large.npy: the class of sample 2, counted from 0, is too large",
    "labels-float": """
    DIR/labels-float.npy: the classes are of type float32; they must be integers
      fix: write classes.astype(numpy.int64)
    """,
    "labels-one-hot": """
    DIR/labels-one-hot.npy: the array of classes has the shape 5 x 3; it must have one dimension
      fix: write classes.ravel(), or classes.argmax(axis=1) if there is a column for each class
    """,
    "labels-four": """
    DIR/labels-four.npy: there are 4 classes for 5 samples in DIR/float32.npy
      fix: take both files from the same data set
    """,
    "missing": """
    DIR/missing.npy: the file cannot be read: No such file or directory
      fix: check 'data.labels', which is relative to the workspace
    """,
  ]

  @Test("what is no array of classes is refused", arguments: refusedLabels)
  func refusesLabels(name: String, words: String) throws {
    #expect(try message(Self.plan("float32", labels: name)).hasPrefix(words))
  }

  // MARK: - Several files

  @Test("test arrays belong to training arrays")
  func testArrays() throws {
    var plan = Self.plan("float32")
    (plan.test, plan.testLabels) = ("\(Self.folder)/int8.npy", plan.labels)
    #expect(try DataSplits.load(plan, seed: 1) {}.testSet?.count == 5)
    plan.test = "\(Self.folder)/one-dimension.npy"
    #expect(
      try message(plan) == """
        DIR/one-dimension.npy: a test sample has 1 value and a training sample 6
          fix: take all arrays from the same data set
        """
    )
    plan.test = "\(Self.folder)/uint8.npy"
    #expect(
      try message(plan) == """
        DIR/uint8.npy: test samples are uint8 and training samples float32; uint8 alone is scaled to \
        0…1
          fix: write both with the same type
        """
    )
    plan.test = "\(Self.folder)/missing.npy"
    #expect(try message(plan).contains("check 'data.test'"))
  }

  @Test("keys that are missing are named")
  func keys() throws {
    var plan = DataPlan(format: .npy)
    #expect(
      try message(plan) == """
        'data.path' is missing; format: npy reads its samples from there
          fix: add 'path: data/train.npy'
        """
    )
    plan.path = "a.npy"
    #expect(
      try message(plan) == """
        'data.labels' is missing; format: npy needs the classes for a.npy
          fix: add 'labels: data/labels.npy'
        """
    )
    plan = Self.plan("float32")
    plan.test = "b.npy"
    #expect(
      try message(plan).hasPrefix("'data.testLabels' is missing; format: npy needs the classes")
    )
    (plan.test, plan.testLabels) = (nil, "c.npy")
    #expect(
      try message(plan).hasPrefix("'data.test' is missing; format: npy needs the samples for c")
    )
  }

  // MARK: - Damage

  /// What is said of the bytes of float32.npy once they have been changed.
  private func message(_ change: (inout Data) -> Void) throws -> String {
    let folder = try TemporaryFolder()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/float32.npy"))
    change(&bytes)
    try bytes.write(to: folder.url("a.npy"))
    var plan = Self.plan("float32")
    plan.path = folder.url("a.npy").path
    let error = #expect(throws: Diagnostic.self) { try DataSplits.load(plan, seed: 1) {} }
    return try #require(error).description.replacing(folder.path, with: "DIR")
  }

  /// Puts other words of the same length into the header.
  private func replacing(_ words: String, _ others: String) throws -> String {
    try message { bytes in
      let range = bytes.range(of: Data(words.utf8)) ?? 0..<0
      bytes.replaceSubrange(range, with: Data(others.utf8))
    }
  }

  @Test("files that are cut short or damaged are told")
  func damage() throws {
    #expect(
      try message { $0.removeLast(10) } == """
        DIR/a.npy: the NumPy file is truncated: it has 238 bytes, and its header announces 248 \
        (5 x 2 x 3 values)
          fix: copy or download the file anew
        """
    )
    #expect(try message { $0.append(0) }.contains("the NumPy file is too long: it has 249 bytes"))
    for length in [7, 11, 40] {
      #expect(
        try message { $0 = $0.prefix(length) }.contains("truncated: it ends within its header")
      )
    }
    #expect(try message { $0 = Data() }.contains("holds nothing, so it is not a NumPy array"))
    #expect(
      try message { $0[6] = 4 }.contains("the file has version 4.0 of NumPy's format; 1.0, 2.0")
    )
    #expect(try message { $0[7] = 1 }.contains("the file has version 1.1 of NumPy's format"))
    let long = try message { bytes in
      bytes[6] = 2
      bytes[10] = 1
    }
    #expect(long.contains("the header of the NumPy file has"))
  }

  @Test("headers of another form are refused")
  func headers() throws {
    let words = "the header of the NumPy file is not one of 'descr', 'fortran_order' and 'shape'"
    #expect(try replacing("'shape'", "'shope'").contains(words))
    #expect(try replacing("'shape'", "'descr'").contains(words))
    #expect(try replacing("(5, 2, 3)", "(5, -2,3)").contains(words))
    #expect(try replacing("False", "Maybe").contains(words))
    #expect(try replacing("}", " ").contains(words))
    #expect(try replacing("(5, 2, 3)", "(9999999)").contains(words))
    #expect(
      try replacing("(5, 2, 3), }", "(9999999999999999999,)}").contains(words)
    )
    let large = try replacing("(5, 2, 3), }   ", "(999999999,9999999999)}")
    #expect(large.contains("announces 999,999,999 x 9,999,999,999 values"))
  }
}
