// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

struct JSONValueTests {
  @Test("random values come back from their text as they went", arguments: 0..<200)
  func roundTrip(_: Int) throws {
    let value = JSONValue.object(["value": random(depth: 4)])
    #expect(try JSONText.value(JSONValue.self, from: JSONText.line(value)) == value)
    #expect(try JSONText.value(JSONValue.self, from: JSONText.pretty(value)) == value)
  }

  @Test("is written with the bytes JSONEncoder writes", arguments: 0..<200)
  func sameAsEncoder(_: Int) throws {
    let value = random(depth: 4)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(try JSONText.line(value) == String(decoding: encoder.encode(value), as: UTF8.self))
    encoder.outputFormatting.insert(.prettyPrinted)
    let pretty = String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    #expect(try JSONText.pretty(value) == pretty)
  }

  @Test(
    "numbers and characters are written as JSONEncoder writes them",
    arguments: [
      JSONValue.number(0), .number(-0.0), .number(1), .number(1e16), .number(1e-7),
      .number(.leastNonzeroMagnitude),
      .number(.pi), .number(.greatestFiniteMagnitude), .number(.nan), .number(.infinity),
      .number(-.infinity), .integer(.max), .integer(.min), .object([:]), .array([]),
      .array([.array([]), .object([:])]), .object(["a": .object(["b": .array([.null])])]),
      .object(["b": .null, "B": .null, "é": .null, "e\u{301}x": .null, "山": .null, "a1": .null]),
      .string(String(String.UnicodeScalarView((0...0xFF).compactMap(Unicode.Scalar.init)))),
      .string("\u{2028}\u{FEFF}\u{10FFFF}\r\n"),
    ]
  )
  func special(value: JSONValue) throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity",
      negativeInfinity: "-Infinity",
      nan: "NaN"
    )
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let pretty = String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    #expect(try JSONText.pretty(value) == pretty)
  }

  private func random(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5)) {
    case 0: .null
    case 1: .bool(.random())
    case 2: .integer(.random(in: Int.min...Int.max))
    case 3: .number(Double(Int.random(in: -1000...1000)) + 0.5)
    case 4: .string(["", "a\"b\\", "渦\n\t", "/x", "🙂", "\u{0}"].randomElement() ?? "")
    case 5: .array((0..<Int.random(in: 0...3)).map { _ in random(depth: depth - 1) })
    default:
      .object(
        Dictionary(
          (0..<Int.random(in: 0...3)).map { ("k\($0)", random(depth: depth - 1)) },
          uniquingKeysWith: { first, _ in first }
        )
      )
    }
  }

  @Test("text has sorted keys, plain slashes and one line")
  func canonical() throws {
    let value = JSONValue.object(["b": .string("a/b"), "a": .array([.integer(1), .number(0.5)])])
    #expect(try JSONText.line(value) == #"{"a":[1,0.5],"b":"a/b"}"#)
    #expect(try JSONText.pretty(value).hasSuffix("}\n"))
  }

  @Test("an array of elements that were written apart is the array", arguments: 0..<20)
  func elements(seed: Int) throws {
    let elements = (0..<seed % 4).map { _ in random(depth: 3) }
    let text = JSONText.array(elements.map(JSONText.element))
    #expect(try text == JSONText.pretty(JSONValue.array(elements)))
  }

  @Test("members are reached by key, and only what they are")
  func access() throws {
    let value = try JSONText.value(
      JSONValue.self,
      from: #"{"s": "x", "i": 3, "d": 1.5, "l": [true, null], "t": true, "one": 1}"#
    )
    #expect(value["s"]?.string == "x")
    #expect(value["i"]?.int == 3)
    #expect(value["d"]?.int == nil)
    #expect(value["l"]?.array == [.bool(true), .null])
    #expect(value["t"] == .bool(true))
    #expect(value["one"] == .integer(1))
    #expect(value["none"] == nil && value["s"]?["x"] == nil)
  }
}

struct TrainingEventTests {
  @Test("an event comes back from its line as it went")
  func roundTrip() throws {
    let event = TrainingEvent(
      t: 12.031,
      kind: .metric,
      step: 400,
      epoch: 0.85,
      values: ["train/loss": 0.41],
      rank: 1,
      message: "渦"
    )
    #expect(try JSONText.value(TrainingEvent.self, from: JSONText.line(event)) == event)
    let bare = TrainingEvent(t: 0, kind: .started)
    #expect(try JSONText.line(bare) == #"{"kind":"started","t":0}"#)
  }

  @Test("the loss of a run that diverged can be written and read")
  func notFinite() throws {
    let values = ["a": Double.nan, "b": .infinity, "c": -.infinity]
    let line = try JSONText.line(TrainingEvent(t: 1, kind: .metric, values: values))
    #expect(line == #"{"kind":"metric","t":1,"values":{"a":"NaN","b":"Infinity","c":"-Infinity"}}"#)
    let read = try #require(try JSONText.value(TrainingEvent.self, from: line).values)
    #expect(read["a"]?.isNaN == true && read["b"] == .infinity && read["c"] == -.infinity)
    #expect(try JSONText.value(JSONValue.self, from: #"["NaN"]"#) == .array([.string("NaN")]))
  }

  @Test("kinds and keys of a newer Trine do not stop an older one")
  func forwardCompatibility() throws {
    let line = #"{"t": 1, "kind": "telepathy", "histogram": [1, 2], "step": 4, "new": {"a": null}}"#
    let event = try JSONText.value(TrainingEvent.self, from: line)
    #expect(event == TrainingEvent(t: 1, kind: .other, step: 4))
  }

  @Test(
    "a torn or foreign line is no event",
    arguments: ["", "{", #"{"t": 1, "kind": "me"#, #"{"t": 1}"#, #"{"kind": "metric"}"#, "[]", "3"]
  )
  func torn(line: String) {
    #expect(throws: (any Error).self) { try JSONText.value(TrainingEvent.self, from: line) }
  }
}

struct RunPlanJSONTests {
  @Test("a plan's JSON has the keys and the nesting of the YAML")
  func shape() throws {
    let plan = RunPlan(
      name: "x",
      data: DataPlan(format: .idx, path: "p"),
      model: ModelPlan(layers: [784, 10])
    )
    let text = try JSONText.line(plan)
    #expect(try JSONText.value(RunPlan.self, from: text) == plan)
    let value = try JSONText.value(JSONValue.self, from: text)
    #expect(value["train"]?["learningRate"]?["base"] == .number(0.01))
    #expect(value["model"]?["layers"] == .array([.integer(784), .integer(10)]))
    #expect(value["data"]?["format"]?.string == "idx")
    #expect(value["question"] == nil)
  }

  @Test("a model's parameters are its weights and biases")
  func parameterCount() {
    #expect(ModelPlan(layers: [784, 512, 512, 10]).parameterCount == 669_706)
    #expect(ModelPlan(layers: [2, 3]).parameterCount == 9)
  }
}
