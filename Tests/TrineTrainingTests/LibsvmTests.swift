// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

struct LibsvmTests {
  private func load(
    _ text: String,
    features: Int? = nil,
    limit: Int? = nil,
    test: String? = nil
  ) throws -> DataSplits {
    let folder = try TemporaryFolder()
    try folder.write("train", text)
    if let test { try folder.write("test", test) }
    var plan = DataPlan(format: .libsvm, path: folder.url("train").path, features: features)
    plan.limit = limit
    plan.test = test == nil ? nil : folder.url("test").path
    return try folder.hiding { try DataSplits.load(plan, seed: 1) {} }
  }

  struct Reading: Sendable {
    let text: String
    var features: Int?
    let rows: [[Float]]
    let labels: [Int32]
  }

  static let readings = [
    Reading(text: "0 1:1 3:2\n1 2:0.5\n", rows: [[1, 0, 2], [0, 0.5, 0]], labels: [0, 1]),
    Reading(text: "0 1:1 3:2\n1 2:0.5", rows: [[1, 0, 2], [0, 0.5, 0]], labels: [0, 1]),
    Reading(
      text: "\u{FEFF}\r\n0  1:1\t3:2 \r\n\r\n1 2:.5e0\r\n",
      rows: [[1, 0, 2], [0, 0.5, 0]],
      labels: [0, 1]
    ),
    Reading(text: "# 7 9:9\n+1 1:-1 # 2:2\n-1 2:3#\n", rows: [[-1, 0], [0, 3]], labels: [1, 0]),
    Reading(text: "0 1:1\n1 2:1\n", features: 3, rows: [[1, 0, 0], [0, 1, 0]], labels: [0, 1]),
    Reading(text: "30 1:1\n-5 1:2\n7 1:3\n7\n", rows: [[1], [2], [3], [0]], labels: [2, 0, 1, 1]),
    Reading(text: "2 1:1\n0 1:2\n1.0 1:3\n", rows: [[1], [2], [3]], labels: [2, 0, 1]),
    Reading(text: "1 1:1\n2 1:2\n", rows: [[1], [2]], labels: [0, 1]),
  ]

  @Test("pairs become rows and classes are numbered in ascending order", arguments: readings)
  func reads(reading: Reading) throws {
    let set = try load(reading.text, features: reading.features).trainingSet
    #expect((0..<set.count).map(set.row) == reading.rows)
    #expect(set.labels == reading.labels)
  }

  @Test("what NumPy wrote is read to the last bit, plain or packed", arguments: [false, true])
  func numpy(gzip: Bool) throws {
    let folder = try TemporaryFolder()
    let source = "\(Fixtures.folder)/numpy/sparse"
    try FileManager.default.copyItem(atPath: "\(source).libsvm", toPath: folder.url("a").path)
    if gzip { try DataFiles.pack("a", in: folder) }
    let path = folder.url(gzip ? "a.gz" : "a").path
    let text = DataPlan(format: .libsvm, path: path, features: 9)
    let array = DataPlan(format: .npy, path: "\(source)-rows.npy", labels: "\(source)-labels.npy")
    let (found, expected) = (
      try DataSplits.load(text, seed: 1) {}.trainingSet,
      try DataSplits.load(array, seed: 1) {}.trainingSet
    )
    #expect(found.count == 40)
    #expect(found.values == expected.values)
    #expect(found.labels == expected.labels)
  }

  @Test("a test file has the classes and the width of the training file")
  func testFile() throws {
    let splits = try load("5 1:1\n9 2:1\n", test: "9 3:2\n5\n")
    #expect(splits.testSet?.labels == [1, 0])
    #expect(splits.testSet?.values == [0, 0, 2, 0, 0, 0])
    #expect(splits.trainingSet.values == [1, 0, 0, 0, 1, 0])
    let error = #expect(throws: Diagnostic.self) { try load("5 1:1\n9 2:1\n", test: "5\n 7 1:1\n") }
    #expect(
      error?.description == """
        DIR/test:2:2: class 7 does not occur in the training samples
          fix: use test samples of the same classes, or more training samples with 'data.limit'
        """
    )
    let limited = #expect(throws: Diagnostic.self) {
      try load("5 1:1\n9 2:1\n", limit: 1, test: "9 1:1\n")
    }
    #expect(limited?.description.hasPrefix("DIR/test:1:1: class 9 does not occur") == true)
  }

  struct Mistake: Sendable {
    let text: String
    var features: Int?
    let message: String
  }

  static let mistakes = [
    Mistake(
      text: "",
      message: """
        DIR/train: the file has no rows
          fix: give a sample a line: a class and pairs, such as '1 3:0.5 7:1'
        """
    ),
    Mistake(text: "# nothing\n\n", message: "DIR/train: the file has no rows"),
    Mistake(
      text: "0\n1\n",
      message: """
        DIR/train: no line of the file has a value beside its class
          fix: write values as index:value, such as '1 3:0.5 7:1'
        """
    ),
    Mistake(
      text: "1 1:1\nspam 1:1\n",
      message: """
        DIR/train:2:1: 'spam' is not a class; a line begins with an integer
          fix: write a sample as '1 3:0.5 7:1': its class, then pairs of index and value
        """
    ),
    Mistake(text: "0.5 1:1\n", message: "DIR/train:1:1: '0.5' is not a class"),
    Mistake(text: "1:1 2:1\n", message: "DIR/train:1:1: '1:1' is not a class"),
    Mistake(text: "5000000000 1:1\n", message: "DIR/train:1:1: '5000000000' is not a class"),
    Mistake(
      text: "1 1:1 2\n",
      message: """
        DIR/train:1:7: '2' is not index:value
          fix: write every value behind its index and a colon, without blanks between them
        """
    ),
    Mistake(
      text: "1 0:1\n",
      message: """
        DIR/train:1:3: '0' is not an index; they are integers from 1
          fix: count from 1; scikit-learn does so with dump_svmlight_file(…, zero_based=False)
        """
    ),
    Mistake(
      text: "1 qid:4 1:1\n",
      message: """
        DIR/train:1:3: 'qid' is not an index; they are integers from 1
          fix: take the queries out; Trine does not rank
        """
    ),
    Mistake(
      text: "1 é:1\n",
      message: """
        DIR/train:1:3: 'é' is not an index; they are integers from 1
          fix: write every value as index:value, such as 3:0.5
        """
    ),
    Mistake(text: "1 -3:1\n", message: "DIR/train:1:3: '-3' is not an index"),
    Mistake(text: "1 2147483648:1\n", message: "DIR/train:1:3: '2147483648' is not an index"),
    Mistake(text: "1 99999999999999999999:1\n", message: "DIR/train:1:3: '99999999999999999999'"),
    Mistake(text: "1 :1\n", message: "DIR/train:1:3: '' is not an index"),
    Mistake(
      text: "1 2:1 2:1\n",
      message: """
        DIR/train:1:7: index 2 occurs twice in the line
          fix: sort the pairs of every line by index, each index once
        """
    ),
    Mistake(
      text: "1 2:1 1:1\n",
      message: "DIR/train:1:7: index 1 comes behind 2; the indices of a line ascend"
    ),
    Mistake(
      text: "1 1:1 4:1\n",
      features: 3,
      message: """
        DIR/train:1:7: index 4 is above 'data.features', which is 3
          fix: set features to 4 or more, or delete the key to use the largest index
        """
    ),
    Mistake(
      text: "1 1:x\n",
      message: """
        DIR/train:1:5: 'x' at index 1 is not a number
          fix: write numbers such as -1.5 or 3e-4 behind the colon, without a blank
        """
    ),
    Mistake(text: "1 1: 2:1\n", message: "DIR/train:1:5: index 1 has no value"),
    Mistake(text: "1 1:nan\n", message: "DIR/train:1:5: 'nan' at index 1 is not a number"),
    Mistake(text: "1 1:1e99\n", message: "DIR/train:1:5: '1e99' at index 1 is not a number"),
  ]

  @Test("a mistake is named with its place", arguments: mistakes)
  func refuses(mistake: Mistake) throws {
    let error = #expect(throws: Diagnostic.self) {
      try load(mistake.text, features: mistake.features)
    }
    #expect(try #require(error).description.hasPrefix(mistake.message))
    #expect(error?.fix != nil)
  }
}
