// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineCatalog

@Suite("JSON in a column")
struct StoredJSONTests {
  @Test(
    "reads as JSONDecoder reads it",
    arguments: [
      "{}", "[]", "null", "true", "false", "0", "-7", "0.05", "1e-07", "1.0", "1e3", "2.5E+10",
      #""text""#, #""日本語 and é""#, #""escaped \" \\ \n \u00e9""#, #"{"a":{"b":[1,2.5,null]}}"#,
      #"{"b":[[],{}],"a":"x"}"#, " [1, 2 ] ", #"{"a" : 1}"#, #"[{"k":"\/"},true]"#,
      "9223372036854775807", "9223372036854775808", #"["a","b"]"#,
    ]
  )
  func sameAsDecoder(_ text: String) throws {
    #expect(try StoredJSON.value(text) == JSONText.value(JSONValue.self, from: text))
  }

  @Test(
    "that is none is refused",
    arguments: ["", "{", "[1", "nul", "1 2", #""open"#, "-", "[}"]
  )
  func refuses(_ text: String) {
    #expect(throws: (any Error).self) { try StoredJSON.value(text) }
  }
}
