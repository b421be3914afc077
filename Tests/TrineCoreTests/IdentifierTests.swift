// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

struct RunIDTests {
  @Test(
    "a run's id is read by its last dash",
    arguments: [("sync-vs-async-3", "sync-vs-async", 3), ("a-1-12", "a-1", 12), ("実験-1", "実験", 1)]
  )
  func reads(text: String, experiment: String, number: Int) {
    #expect(RunID(text) == RunID(experiment: experiment, number: number))
    #expect(RunID(text)?.description == text)
  }

  @Test(
    "what is no run id is refused",
    arguments: ["", "a", "-1", "a-", "a-0", "a-01", "a--1-", "a-1.5", "a-+1", "a-x", "1"]
  )
  func refuses(text: String) {
    #expect(RunID(text) == nil)
  }

  @Test("any experiment's name comes back, also one that ends like a run")
  func roundTrip() {
    for experiment in ["x", "x-1", "x-", "v1.2-rc-3", "-x"] {
      for number in [1, 9, 10, 1234] {
        let id = RunID(experiment: experiment, number: number)
        #expect(RunID(id.description) == id)
      }
    }
  }
}

struct ULIDTests {
  @Test("an id is 26 characters of Crockford's alphabet")
  func shape() {
    let alphabet = Set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    for _ in 0..<1000 {
      let id = ULID().description
      #expect(id.count == 26 && id.allSatisfy(alphabet.contains))
    }
  }

  @Test("the first ten characters are the milliseconds since 1970", arguments: 0..<200)
  func time(seed: Int) throws {
    let milliseconds = seed * 9_876_543_210 + seed
    let id = ULID(at: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    let read = id.description.prefix(10).reduce(0) { $0 * 32 + (digits.firstIndex(of: $1) ?? 0) }
    // A Double holds such a moment to within a millisecond.
    #expect(abs(read - milliseconds) <= 1)
  }

  @Test("ids sort by time and do not repeat")
  func order() {
    let ids = (0..<2000).map { ULID(at: Date(timeIntervalSince1970: 1_790_000_000 + Double($0))) }
    #expect(ids.map(\.description) == ids.map(\.description).sorted())
    let moment = Date(timeIntervalSince1970: 0)
    #expect(Set((0..<2000).map { _ in ULID(at: moment) }).count == 2000)
  }
}

struct CitationKeyTests {
  @Test(
    "keys are ASCII letters, digits and a few signs",
    arguments: ["chen2016revisiting", "a", "9lives", "x:y+z", "Dean_2012-b.1"]
  )
  func valid(text: String) {
    #expect(CitationKey(text)?.description == text)
  }

  @Test(
    "what file names, links or BibTeX cannot carry is refused",
    arguments: ["", "-a", ".a", "a b", "a/b", "é2020", "渦2020", "a{", "a,b", "a#b", "a\n", "٣a"]
  )
  func invalid(text: String) {
    #expect(CitationKey(text) == nil)
  }

  @Test("keys order by code points and are JSON strings")
  func valueSemantics() throws {
    let keys = ["b", "B", "a2", "a10"].compactMap { CitationKey($0) }
    #expect(keys.sorted().map(\.description) == ["B", "a10", "a2", "b"])
    #expect(try JSONText.value([CitationKey].self, from: JSONText.line(keys)) == keys)
    #expect(throws: DecodingError.self) {
      try JSONText.value([CitationKey].self, from: #"["a b"]"#)
    }
  }
}
