// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

struct CSVTests {
  private func load(_ text: String, label: String? = nil, test: String? = nil) throws -> DataSplits
  {
    let folder = try TemporaryFolder()
    try folder.write("train.csv", text)
    if let test { try folder.write("test.csv", test) }
    var plan = DataPlan(format: .csv, path: folder.url("train.csv").path, label: label)
    plan.test = test == nil ? nil : folder.url("test.csv").path
    return try folder.hiding { try DataSplits.load(plan, seed: 1) {} }
  }

  struct Reading: Sendable {
    let text: String
    var label: String?
    var features: [Float] = [1, 2, 4, 5]
    var labels: [Int32] = [0, 1]
  }

  static let readings = [
    Reading(text: "1,2,0\n4,5,1\n"),
    Reading(text: "1,2,0\n4,5,1"),
    Reading(text: "\u{FEFF}1,2,0\n4,5,1\n"),
    Reading(text: "width,height,class\n1,2,0\n4,5,1\n"),
    Reading(text: "\u{FEFF}width,height,class\r\n1,2,0\r\n\r\n4,5,1\r\n"),
    Reading(text: "\n  1 , 2.0 ,\t0\n4,\"5\",1\n\n"),
    Reading(text: "0,1,2\n1,4,5\n", label: "1"),
    Reading(text: "width,class,height\n1,0,2\n4,1,5\n", label: "class"),
    Reading(text: "width,class,height\n1,0,2\n4,1,5\n", label: "2"),
    Reading(
      text: "1,2,3\n1,0,2\n4,1,5\n",
      label: "2",
      features: [1, 3, 1, 2, 4, 5],
      labels: [2, 0, 1]
    ),
    // Names that are numbers, as data frames without names have them.
    Reading(text: "0,class,1\n1,0,2\n4,1,5\n", label: "class"),
    Reading(text: "\"a, b\",\"c\"\n-1.5e2,3\n+.5,0\n", features: [-150, 0.5], labels: [3, 0]),
    Reading(text: "0.1,0\n123456789012345678,1\n", features: [0.1, 123_456_790_519_087_104]),
  ]

  @Test("samples are read with or without a header, the label anywhere", arguments: readings)
  func reads(reading: Reading) throws {
    let set = try load(reading.text, label: reading.label).trainingSet
    #expect(set.values == reading.features)
    #expect(set.labels == reading.labels)
  }

  struct Mistake: Sendable {
    let text: String
    var label: String?
    let message: String
  }

  static let mistakes = [
    Mistake(text: "", message: "DIR/train.csv: the file has no rows"),
    Mistake(text: "\n \n", message: "DIR/train.csv: the file has no rows"),
    Mistake(text: "a,b\n", message: "DIR/train.csv: the file has no rows"),
    Mistake(text: "1\n2\n", message: "DIR/train.csv:1: the file has only one column"),
    Mistake(
      text: "width,class\n1,0\n",
      label: "clas",
      message:
        "DIR/train.csv:1: there is no column 'clas' for 'data.label': its columns are width, class\n"
        + "  fix: did you mean 'class'?"
    ),
    Mistake(
      text: "1,0\n",
      label: "3",
      message: "DIR/train.csv:1: there is no column '3' for 'data.label': its first line names no "
        + "columns\n  fix: use a name of the header or a number from 1 to 2"
    ),
    Mistake(text: "1,0\n", label: "0", message: "DIR/train.csv:1: there is no column '0'"),
    Mistake(
      text: "width,height,class\n1,2,0\n3,abc,1\n",
      message: "DIR/train.csv:3:3: 'abc' in column 'height' is not a number"
    ),
    Mistake(text: "1,2,0\n1,x,0\n", message: "DIR/train.csv:2:3: 'x' in column 2 is not a number"),
    Mistake(text: "1,é,0\n1,2,0\n", message: "DIR/train.csv:1:3: 'é' in column 2 is not a number"),
    Mistake(text: "1,2,0\né,x,0\n", message: "DIR/train.csv:2:1: 'é' in column 1"),
    Mistake(text: "1,2,0\n1,,0\n", message: "DIR/train.csv:2:3: the cell of column 2 is empty"),
    Mistake(text: "1,2,0\nnan,2,0\n", message: "DIR/train.csv:2:1: 'nan' in column 1"),
    Mistake(text: "1,2,0\n0x1p3,2,0\n", message: "DIR/train.csv:2:1: '0x1p3' in column 1"),
    Mistake(text: "1,2,0\n+-1,2,0\n", message: "DIR/train.csv:2:1: '+-1' in column 1"),
    Mistake(text: "1,2,0\n1e,2,0\n", message: "DIR/train.csv:2:1: '1e' in column 1"),
    Mistake(text: "1,2,0\n1e+-2,2,0\n", message: "DIR/train.csv:2:1: '1e+-2' in column 1"),
    Mistake(text: "1,2,0\n.,2,0\n", message: "DIR/train.csv:2:1: '.' in column 1"),
    Mistake(text: "1,2,0\ninf,2,0\n", message: "DIR/train.csv:2:1: 'inf' in column 1"),
    Mistake(
      text: "1,2,0\n1,2\n",
      message: "DIR/train.csv:2: the line has 2 cells, the first line has 3"
    ),
    Mistake(
      text: "1,2,0\n1,2,0.5\n",
      message: "DIR/train.csv:2:5: '0.5' in the label column 3 is not a class"
    ),
    Mistake(text: "1,2,0\n1,2,-1\n", message: "DIR/train.csv:2:5: '-1' in the label column 3"),
  ]

  @Test("a mistake is named with its place", arguments: mistakes)
  func refuses(mistake: Mistake) throws {
    let error = #expect(throws: Diagnostic.self) { try load(mistake.text, label: mistake.label) }
    #expect(try #require(error).description.hasPrefix(mistake.message))
    #expect(error?.fix != nil)
  }

  @Test("a test file has the columns of the training file")
  func testFile() throws {
    let splits = try load("a,b\n1,0\n", test: "a,b\n2,1\n3,0\n")
    #expect(splits.testSet?.values == [2, 3])
    #expect(try load("a,b\n1,0\n").testSet == nil)
    let fewer = #expect(throws: Diagnostic.self) { try load("1,2,0\n", test: "1,0\n") }
    #expect(
      fewer?.description.hasPrefix(
        "DIR/test.csv:1: the file has 2 columns, and DIR/train.csv has 3"
      ) == true
    )
    let other = #expect(throws: Diagnostic.self) {
      try load("a,b,c\n1,2,0\n", test: "b,a,c\n1,2,0\n")
    }
    #expect(
      other?.description.hasPrefix(
        "DIR/test.csv:1: column 1 is 'b', and in DIR/train.csv it is 'a'"
      )
        == true
    )
  }

  @Test("numbers are read to the nearest float", arguments: 0..<200)
  func numbers(index: Int) throws {
    var random = RandomStream(seed: index, for: .syntheticTraining)
    let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
    guard value.isFinite else { return }
    #expect(try load("\(value),0\n\(Double(value)),0\n").trainingSet.values == [value, value])
  }

  @Test("any spelling of a decimal number gives what the standard library reads", arguments: 0..<20)
  func spellings(seed: Int) throws {
    var random = RandomStream(seed: seed, for: .syntheticTraining)
    func digits(_ count: Int) -> String {
      (0..<count).map { _ in String(random.integer(below: 10)) }.joined()
    }
    let texts = (0..<500).map { _ in
      ["", "-", "+"][random.integer(below: 3)] + digits(1 + random.integer(below: 9))
        + ["", ".", "." + digits(random.integer(below: 10))][random.integer(below: 3)]
        + ["", "e\(random.integer(below: 60) - 32)", "E+08", "e-05"][random.integer(below: 4)]
    }
    let lines = texts.map { "\($0),0\n" }.joined()
    let expected = try texts.map { Float(try #require(Double($0))) }
    #expect(try load(lines).trainingSet.values == expected)
  }
}
