// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

@testable import TrineNotes

@Suite("Citations")
struct PandocCitationTests {
  @Test("are those pandoc sees, or are glued")
  func mixed() throws {
    let text = """
      # @a1 heading

      [@b2; see @c3, pp. 3-4] and @d4. `@e5` me@f6 \\@g7, -@h8 (@i9) *@j10* @k11:x @l.m+n @o--p

      ```
      @q11
      ```

      > quoted @r12
      - item @s13

      日本語@t14 と @u15は と [@v16]は @w17。
      """
    #expect(seen(text) == (try pandoc(text)))
  }

  @Test("stand behind the same characters of ASCII as for pandoc")
  func characters() throws {
    let characters = (0x20...0x7E).map { Character(UnicodeScalar($0)) }
    for before in ["x", "x ", "x_", "x*", "x.", "x\\"] {
      let paragraphs = characters.enumerated().map { "\(before)\($1)@k\($0) says" }
      let text = paragraphs.joined(separator: "\n\n")
      #expect(seen(text) == (try pandoc(text)), "\(before)")
    }
  }

  @Test("end before the same characters as for pandoc, and go on with others")
  func ends() throws {
    // A bracket may hold pages, and what is behind another `@` is a key of its own.
    let ends =
      (0x21...0x7E).map { String(UnicodeScalar($0)) }.filter { !"@[".contains($0) } + [
        "//", "://", "::", ":/", "/:", "///",
      ]
    for after in ["x", " x", "勾配", "9", "_", ""] {
      let paragraphs = ends.enumerated().map { "see @k\($0)\($1)\(after)" }
      let text = paragraphs.joined(separator: "\n\n")
      let keys = try pandoc(text)
      // What ours have in common with pandoc's is none of a key that goes on with what no key of ours has.
      #expect(seen(text).filter { !keys.contains($0) } == [], "\(after)")
      #expect(
        keys.filter { CitationKey($0) != nil && $0.last != ":" && !seen(text).contains($0) } == [],
        "\(after)"
      )
    }
  }

  @Test(
    "are none in raw HTML, if something closes it",
    arguments: ["pre", "script", "style", "textarea", "PRE"]
  )
  func raw(tag: String) throws {
    let text =
      "a @b\n\n<\(tag)>\n@c\n\n[@d]\n</\(tag)>\n\n@e\n\n> <\(tag) id='x'>@f</\(tag)>\n\n<\(tag)>\n@g"
    #expect(try seen(text) == ["b", "e", "g"] && seen(text) == pandoc(text))
  }

  @Test("stand in and behind emphasis as for pandoc, and none is missed")
  func emphasis() throws {
    let text = """
      _@a1 says_ x/@a2 and @a3/@a4 (_@a5 says_) *_@a6 says_* __@a7 says__ **@a8** x_@a9 says

      _@b1_ [_@b2 says_] _[@b3]_ @b4_@b5 -_@b6 says_ /_@b7 says_ `x`_@b8 says_ $x$_@b9 says_

      _a_@c1 *a*@c2 __a__@c3 **a**@c4 *_a_*@c5 _a b_@c6 _a @c7_ a_b_@c8 2*3*@c9 5_@c10

      a.@d1 a..@d2 a...@d3 \\.@d4 *は*@d5 _は_ @d6 ~~a~~@d7 "a"@d8 _a_-@d9 _a_*@d10 b*
      """
    #expect(seen(text) == (try pandoc(text)))
    let all = LinkReader.links(text).map(\.target.name)
    #expect(all.filter { $0.hasPrefix("c") }.count == 10)
    #expect(all.filter { $0.hasPrefix("d") } == (3...10).map { "d\($0)" })
  }

  /// The keys of citations that are not glued.
  private func seen(_ text: String) -> [String] {
    LinkReader.links(text).filter { !$0.isGlued }.map(\.target.name)
  }

  /// The keys of ASCII that pandoc reads as citations, in order.
  private func pandoc(_ text: String) throws -> [String] {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["pandoc", "-f", "markdown", "-t", "json"]
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let json = String(decoding: data, as: UTF8.self)
    // Within pandoc's tree a key is the value of "citationId".
    return json.components(separatedBy: "\"citationId\":\"").dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }.filter { $0.utf8.allSatisfy { $0 < 0x80 } }
  }
}
