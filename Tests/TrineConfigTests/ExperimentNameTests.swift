// SPDX-License-Identifier: MIT

import Testing
import TrineConfig
import TrineCore

struct ExperimentNameTests {
  @Test(
    "letters and digits of any script can name runs",
    arguments: [
      "a", "sync-vs-async-2", "実験", "ガード", "épreuve", "e\u{301}", "_x", "9", "v1.2", "एक",
    ]
  )
  func valid(name: String) throws {
    #expect(try plans("name: \(name)\n" + spirals).map(\.name) == [name])
  }

  @Test(
    "what file names cannot carry cannot name runs",
    arguments: [
      ("a/b", "call it 'a-b'"), (".hidden", "call it 'hidden'"), ("-x", "call it 'x'"),
      ("../up", "call it 'up'"), ("two words", "call it 'two-words'"), ("a:b", "call it 'a-b'"),
      ("🙂", "choose another name"), ("..", "choose another name"),
      (String(repeating: "n", count: 201), "use 200 bytes of text or fewer"),
    ]
  )
  func invalid(name: String, fix: String) {
    let shown = name.count > 60 ? name.prefix(59) + "…" : name
    #expect(
      reports("name: '\(name)'\n" + spirals) == [
        "x.yaml:1:7: 'name' is \"\(shown)\"; it must be letters, digits, '-', '_' and '.', "
          + "beginning with a letter, a digit or '_'\n  fix: \(fix)"
      ]
    )
  }

  @Test("a file whose name cannot name runs needs a name inside")
  func fileName() throws {
    let found = reports {
      _ = try ExperimentReader.plans(file: "e/my exp.yaml", text: spirals, overrides: [])
    }
    #expect(
      found == [
        "e/my exp.yaml: the experiment has no 'name', and the file's, 'my exp', cannot name runs: "
          + "a name has letters, digits, '-', '_' and '.', beginning with a letter, a digit or '_'"
          + "\n  fix: write a 'name', or rename the file; call it 'my-exp'"
      ]
    )
    let text = "name: mine\n" + spirals
    let named = try ExperimentReader.plans(file: "e/my exp.yaml", text: text, overrides: [])
    #expect(named.map(\.name) == ["mine"])
  }
}
