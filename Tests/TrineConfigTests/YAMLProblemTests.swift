// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

/// Text that is no YAML: each mistake with its line, its column and our words.
struct YAMLProblemTests {
  @Test(
    "bad YAML is reported with line and column",
    arguments: [
      ("model: {layers: [2, 8\nseed: 1\n", "2:5: the list that begins on line 1 is not closed"),
      ("papers: [a, b", "1:14: the list that begins on line 1 is not closed"),
      ("data: {format: idx", "1:19: the mapping that begins on line 1 is not closed"),
      ("seed: 1\nquestion: 'why\n", "2:15: the quoted text that begins on line 2 is not closed"),
      ("train:\n\tbatch: 1\n", "2:1: a tab stands where YAML takes only spaces"),
      ("train:\n  batch: 1\n epochs: 2\n", "3:2: this does not continue what begins on line 1"),
      ("question: a: b\n", "1:12: a ':' stands where no key can be"),
      ("seed: 1\nranks\n", "2:6: the line has no ':' after its key"),
      ("question: @home\n", "1:11: a value cannot begin with '@'"),
      ("question: *why\n", "1:11: '*' refers to a name that no '&' gives"),
      ("question: \"a\\qb\"\n", "1:13: the quoted text has a '\\' that YAML cannot read"),
      ("seed: 1\n---\nseed: 2\n", "2:1: a second document begins here"),
      ("seed: }\n", "1:7: a value is missing"),
      ("question: 渦巻き\u{1}\n", "1:14: the control character U+0001 cannot stand in YAML"),
      ("question: か\u{3099}か\u{3099}: か\n", "1:13: a ':' stands where no key can be"),
      ("[a, b]: 1\n", "1:1: a list or mapping stands where a key must be"),
      ("- seed: 1\n", "1:1: the file is a list; it must be a mapping of keys to values"),
      ("\"\": 1\n\"\": 2\n", "1:1: '' is given more than once"),
    ]
  )
  func badYAML(text: String, message: String) {
    let found = reports(text)
    #expect(found.map { $0.split(separator: "\n")[0] } == ["x.yaml:\(message)"])
    #expect(found[0].contains("\n  fix: "))
  }

  @Test("aliases that unfold to billions of values are refused")
  func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let ten = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(ten)]\n"
    }
    let found = reports(text)
    #expect(found.count == 1)
    #expect(found[0].contains("unfold to more than 100,000 values"))
  }

  // Yams hashes keys as whole trees while it composes: 60 levels would take longer than anyone lives.
  @Test(
    "aliases that unfold as a key are refused before anything unfolds them",
    .timeLimit(.minutes(1)),
    arguments: [
      ("? *a60\n: 1\n", 61), ("?\n  - *a60\n: 1\n", 61), ("*a60 : 1\n", 61),
      ("x: {[*a60]: 1}\n", 61), ("{*a60 : 1}: 2\n", 61), ("x: [? *a60 : 1]\n", 61),
      ("x:\n  - ? - *a60\n    : 1\n", 62),
    ]
  )
  func aliasKeys(key: String, line: Int) {
    let levels = (1...60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }
    let text = "a0: &a0 x\n" + levels.joined() + key
    let found = reports(text)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("x.yaml:\(line + 1):") == true, "\(found)")
    #expect(found.first?.contains("\n  fix: write the key itself") == true)
    #expect(ExperimentFacts(text, file: "x.yaml").problem != nil)
  }

  @Test("aliases beside keys that need no name are read as ever")
  func harmlessAliases() {
    let list = Array(repeating: "*a", count: 30).joined(separator: ", ")
    #expect(reports("seed: &a 1\nsweep: {train.epochs: [\(list)]}\n? ranks\n: 1\n").count == 2)
  }

  @Test("deep nesting is refused, not followed until the stack ends")
  func deepNesting() {
    #expect(reports(String(repeating: "[", count: 100_000)).count == 1)
    #expect(reports(String(repeating: "{a: ", count: 100_000)).count == 1)
  }
}
