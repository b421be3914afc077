// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@Suite("Claims as values")
struct ClaimValueTests {
  @Test("a reference is a key, # and an id", arguments: ["a#b", "x:y+z#1.a_b-c", "Chen2016#S"])
  func valid(text: String) throws {
    let reference = try #require(ClaimReference(text))
    #expect(reference.description == text)
    #expect("\(reference.paper)#\(reference.id)" == text)
    #expect(try JSONText.line(reference) == "\"\(text)\"")
    #expect(try JSONText.value(ClaimReference.self, from: "\"\(text)\"") == reference)
  }

  @Test(
    "anything else is none",
    arguments: [
      "", "a", "#", "a#", "#b", "a#b#c", "a#b c", "a#-b", "a#.b", "-a#b", "a#é", "a#ｂ", "a#b\n",
    ]
  )
  func invalid(text: String) {
    #expect(ClaimReference(text) == nil)
    #expect(throws: (any Error).self) {
      try JSONText.value(ClaimReference.self, from: JSONText.line(text))
    }
  }

  @Test("references are ordered by paper, then by id")
  func order() {
    let texts = ["a#b", "a#c", "a1#a", "b#a"]
    #expect(texts.shuffled().compactMap { ClaimReference($0) }.sorted().map(\.description) == texts)
  }

  @Test("a selection matches configs that have its values, null where there is none")
  func matching() {
    let config: JSONValue = .object([
      "mode": .string("sync"), "train": .object(["batch": .integer(64), "rate": .number(1)]),
    ])
    let matching: [[String: JSONValue]] = [
      [:], ["mode": .string("sync")], ["train.batch": .number(64)], ["train.rate": .integer(1)],
      ["grid": .null, "grid.data": .null, "mode.x": .null], ["train": config["train"] ?? .null],
    ]
    for values in matching { #expect(ConfigSelection(values).matches(config), "\(values)") }
    let others: [[String: JSONValue]] = [
      ["mode": .null], ["train.batch": .string("64")], ["batch": .integer(64)],
      ["mode": .string("sync"), "train.batch": .integer(65)], ["train": .object([:])],
    ]
    for values in others { #expect(!ConfigSelection(values).matches(config), "\(values)") }
  }

  @Test("a selection gives way to another in the same keys, and in those inside each other")
  func overriding() {
    let selection = ConfigSelection([
      "mode": .string("sync"), "grid": .null, "train.batch": .integer(1), "trainer": .integer(2),
    ])
    let other = ConfigSelection([
      "grid.data": .integer(2), "train": .null, "mode": .string("async"),
    ])
    #expect(
      selection.overridden(by: other).description == "grid.data=2 mode=async train=null trainer=2"
    )
  }

  @Test("a value becomes the JSON that its text is read as")
  func encoding() throws {
    struct Sample: Encodable {
      var whole = 2.0
      var fraction = 0.5
      var numbers = [Double.nan, .infinity, -.infinity]
      var nothing: Int?
      var nested = [["a": [UInt8(1), 2]], [:]]
      var small: Float = 0.25
    }
    let read = try JSONText.value(JSONValue.self, from: JSONText.line(Sample()))
    #expect(try JSONValue(encoding: Sample()) == read)
    #expect(try JSONValue(encoding: [Int]()) == .array([]))
    #expect(try JSONValue(encoding: "x") == .string("x"))
  }
}
