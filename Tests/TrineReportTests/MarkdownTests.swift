// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineReport

@Suite("Markdown")
struct MarkdownTests {
  @Test(
    "carries any text as it is",
    arguments: [
      ("plain text, 日本語。", "plain text, 日本語。"),
      ("a|b *c* [d](e) <f>", #"a\|b \*c\* \[d\](e) \<f>"#),
      ("snake_case and _emphasis_", #"snake_case and \_emphasis\_"#),
      (
        "see @dean2012large, $x$, x^2^, H~2~O {.c}",
        #"see \@dean2012large, \$x\$, x\^2\^, H\~2\~O \{.c\}"#
      ),
      ("A & B &amp; &#33;", #"A & B \&amp; \&#33;"#),
      ("# no heading", ##"\# no heading"##),
      ("> no quotation", #"\> no quotation"#),
      ("- no item", #"\- no item"#),
      ("12. no item", #"12\. no item"#),
      ("3) no item", #"3\) no item"#),
      ("2016 is a year", "2016 is a year"),
      ("--- no rule", #"\-\-- no rule"#),
      ("no option --foo-bar", #"no option \--foo-bar"#),
      ("one\r\ntwo\n\nthree\tfour", "one two three four"),
      ("`code_x` stays, `|` does not", #"\`code_x\` stays, \`\|\` does not"#),
      ("`code_x` stays | here", #"`code_x` stays \| here"#),
      ("one ` alone", #"one \` alone"#),
      ("``two``", #"\`\`two\`\`"#),
      (#"C:\path"#, #"C:\\path"#),
      ("", ""),
    ]
  )
  func text(_ plain: String, _ markdown: String) {
    #expect(Markdown.text(plain) == markdown)
  }

  @Test(
    "puts code into enough backticks",
    arguments: [
      ("mode=sync", "`mode=sync`"), ("a`b", "`` a`b ``"), ("``", "``` `` ```"), ("", ""),
      ("a|b", #"a\|b"#), ("a\nb", "`a b`"),
    ]
  )
  func code(_ plain: String, _ markdown: String) {
    #expect(Markdown.code(plain) == markdown)
  }

  @Test("fences code that has fences in it")
  func block() {
    #expect(Markdown.block("a\n```\nb", language: "yaml") == "````yaml\na\n```\nb\n````\n")
  }

  @Test(
    "links to any file",
    arguments: [
      ("../a b(1).md", "../a%20b%281%29.md"), ("実験.yaml", "実験.yaml"), ("50%.md", "50%25.md"),
      ("a#b?c.md", "a%23b%3Fc.md"), ("a|b.md", "a%7Cb.md"), ("a:b+c.md", "a:b+c.md"),
    ]
  )
  func destination(_ path: String, _ encoded: String) {
    #expect(Markdown.link("#x", to: path) == "[#x](\(encoded))")
  }

  @Test(
    "finds the way from a page to a file",
    arguments: [
      ("reports/weeks", "reports/runs/a-1.md", "../runs/a-1.md"),
      ("reports/weeks", "notes/papers/k.md", "../../notes/papers/k.md"),
      ("reports/weeks", "reports/weeks/x.md", "x.md"),
      ("reports/runs", "trine.yaml", "../../trine.yaml"),
      ("reports", "reports", "../reports"),
    ]
  )
  func way(_ folder: String, _ file: String, _ way: String) {
    let links = PageLinks(folder: folder, experimentFiles: [], papers: [])
    #expect(links.path(to: file) == way)
  }
}

@Suite("A config as text")
struct YAMLTextTests {
  @Test("is YAML in order, quoted where YAML would read something else")
  func block() {
    let value = JSONValue.object([
      "b": .array([.integer(1), .number(0.5), .string("x y")]),
      "a": .object(["on": .bool(true), "none": .null, "empty": .object([:])]),
      "c": .array([.object(["k": .string("true"), "l": .string("1e3")]), .array([])]),
      "d": .string("a: b # \"c\"\n\u{1}日本"),
      "e": .string("nan"),
    ])
    #expect(
      YAMLText.block(value) == #"""
        a:
          empty: {}
          none: null
          "on": true
        b: [1, 0.5, x y]
        c:
          -
            k: "true"
            l: "1e3"
          - []
        d: "a: b # \"c\"\n\x01日本"
        e: "nan"

        """#
    )
  }
}

@Suite("Times in words")
struct TimeTextTests {
  @Test(
    "durations",
    arguments: [
      (0, "0.0 s"), (12.34, "12.3 s"), (59.96, "1 min 00 s"), (245, "4 min 05 s"),
      (3599.7, "1 h 00 min"), (7380, "2 h 03 min"), (-1, "0.0 s"),
    ]
  )
  func durations(_ seconds: Double, _ text: String) {
    #expect(TimeText.duration(seconds) == text)
  }

  @Test(
    "hours",
    arguments: [(0, "0"), (0.00001, "0"), (0.0214, "0.0214"), (0.42, "0.42"), (13.52, "13.5")]
  )
  func hours(_ hours: Double, _ text: String) {
    #expect(TimeText.hours(hours) == text)
  }
}
