// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

@Suite("What an experiment links to")
struct ExperimentFactsTests {
  /// Names and claims with what stands in their place, whatever the config is worth.
  private func links(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return ExperimentFacts(text, file: "experiments/e.yaml").links.map { link in
      let place = String(decoding: bytes[link.bytes], as: UTF8.self)
      let claim = link.heading.map { "#\($0)" } ?? ""
      return "\(link.target.name)\(claim) \(place.isEmpty ? "-" : place)"
    }
  }

  @Test(
    "is found however YAML has it",
    arguments: [
      ("papers: [kk, ll]", ["kk kk", "ll ll"]), ("papers: kk", ["kk kk"]),
      ("papers:\n- &k kk\n- *k", ["kk kk"]), ("papers: !!str kk", ["kk kk"]),
      ("papers: &a !!str\n  'kk'", ["kk kk"]), ("papers: >-\n   kk", ["kk kk"]),
      (#"papers: ["k\x6b"]"#, ["kk -"]), ("\u{FEFF}papers: [kk]", ["kk kk"]),
      ("\u{FEFF}question: Q\npapers: [kk]\r\n", ["kk kk"]),
      ("question: \"A\u{2028}B\"\npapers: [\"漢\", kk]", ["漢 漢", "kk kk"]),
      ("question: \"A\u{85}B\u{2029}C\" # \u{2028}\npapers:\n- kk", ["kk kk"]),
      ("seed: 1\nseed: 2\npapers: [kk]", ["kk kk"]),
      ("claims:\n- {claim: &c kk#a, metric: x}\n- {claim: *c}", ["kk#a kk"]),
      ("claims: [{claim: \"kk#a\", metric: test/loss}]", ["kk#a kk"]),
      ("papers: []\nclaims: []", []), ("papers: {a: b}", []), ("", []),
    ]
  )
  func found(text: String, expected: [String]) { #expect(links(text) == expected) }

  @Test(
    "is found line by line in what is no YAML",
    arguments: [
      ("papers:\n  - kk\n\n  # - no\n  - 'll'\nmode: sync", ["kk kk", "ll ll"]),
      ("papers: [kk,\n  \"ll\"]\nother: [no]", ["kk kk", "ll ll"]), ("papers: kk # ll", ["kk kk"]),
      ("\u{FEFF}papers: [kk]", ["kk kk"]), ("papers: [] # kk", []), ("#papers: [kk]", []),
      ("claims:\n  - claim: kk#a\n    where: [1, 2]", ["kk#a kk"]),
      (
        "claims: [{claim: \"kk#a\", metric: x, model.layers: [2, 4]}, {claim: ll#b}]",
        ["kk#a kk", "ll#b ll"]
      ),
      ("- {claim: &c kk#a}", ["kk#a kk"]), ("disclaim: kk", []), ("papers: # none\nmode: kk", []),
      ("\"papers\": [\"kk\"]", ["kk kk"]),
      ("- {\"claim\":\"kk#a\", \"metric\": x}", ["kk#a kk"]), ("papers :\n  - kk", ["kk kk"]),
      ("claims:\n- claim:\n    &x kk#a\n- claim:\n  metric: y", ["kk#a kk"]),
      ("papers: &p [kk, &q ll]", ["kk kk", "ll ll"]), ("papers: !!seq [kk]", ["kk kk"]),
      ("papers: [kk,\nbad: {\nclaims:\n - claim: ll#b", ["kk kk", "ll#b ll"]),
      ("papers: [ # one, two\n kk # no, nope\n ]", ["kk kk"]), ("tags: # claim: nope#x", []),
      ("papers: [kk, ", ["kk kk"]), ("a: {papers: [kk], claim: ll#b}", ["kk kk", "ll#b ll"]),
    ]
  )
  func salvaged(text: String, expected: [String]) {
    let broken = text + "\nquestion: Is async: worse?\n"
    #expect(ExperimentFacts(broken, file: "e.yaml").problem != nil)
    #expect(links(broken) == expected)
  }

  @Test("stands on the line and in the column of an editor")
  func places() {
    let text = "question: \"A\u{2028}B\"\npapers:\n  - 'がkk'\n  - &x kk\n"
    let links = ExperimentFacts(text, file: "e.yaml").links
    #expect(links.map(\.line) == [3, 4] && links.map(\.column) == [6, 8])
  }
}
