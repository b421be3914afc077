// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("The look of a text in CSL-JSON")
struct TeXMarkupTests {
  private static let texts = [
    #"On \emph{Deep} nets"#, #"{\em Hogwild}: lock-free"#, #"\textbf{\textit{a} b} c"#,
    #"H\textsubscript{2}O and 1\textsuperscript{st}"#, #"\textsc{Adam} x"#,
    #"{\bf a {\it b} c} d"#, #"\emph{Caf{\'e} \"{o}} e"#, #"\emph{a {b {c} d} e} f"#,
    #"\textsl{a}{\sl b}"#, #"\emph{a $<$ b} & c"#, #"\texttt{code} \emph{$x$}"#,
    #"\textbf {a} b"#, #"\enquote{a \enquote{\emph{b} c}} d"#,
    #"{\bfseries a}{\itshape b}{\slshape c}{\scshape d}"#,
  ]

  @Test("is that of pandoc")
  func pandoc() throws {
    let entries = Self.texts.enumerated().map { "@misc{a\($0), title = {T}, note = {\($1)}}\n" }
    let command = ["pandoc", "-f", "bibtex", "-t", "csljson"]
    guard let json = try output(of: command, entries.joined()) else { return }
    let notes = try JSONReader.value(json).array?.map { ($0["id"]?.string, $0["note"]?.string) }
    #expect(notes?.count == Self.texts.count)
    for (id, note) in notes ?? [] {
      let index = try #require(id.flatMap { Int($0.dropFirst()) })
      #expect(TeXText.tagged(Self.texts[index]) == note)
    }
  }

  @Test(
    "ends where its brace does, or with the text",
    arguments: [
      (#"{\em\bf X} y"#, "<i><b>X</b></i> y"), (#"a \em b"#, "a <i>b</i>"),
      (#"\emph{a"#, "<i>a</i>"), (#"\emph{a}} b}"#, "<i>a</i> b"), (#"\emph x"#, "x"),
      (#"\'{\emph{u}}x"#, "´<i>u</i>x"), (#"\"{{o}}\emph{b}c"#, "ö<i>b</i>c"),
      (#"\href{http://y}{\emph{a} b} c"#, "<i>a</i> b (http://y) c"),
      (#"\texorpdfstring{\emph{a}}{\emph{b}} c"#, "<i>b</i> c"), (#"\{\emph{a}\}"#, "{<i>a</i>}"),
      (#"\mkbibemph{a}\mkbibbold{b}"#, "<i>a</i><b>b</b>"), ("a < b", "a < b"),
    ]
  )
  func ends(tex: String, tagged: String) { #expect(TeXText.tagged(tex) == tagged) }

  @Test("comes back from CSL-JSON, in a title as long as the note says the same")
  func roundTrip() throws {
    let title = "On <i>E. coli</i> and H<sub>2</sub>O: <b>x</b><sup>2</sup>"
    let item = #"[{"id": "a", "type": "book", "title": "\#(title)", "note": "<i>n</i> o"}]"#
    var note = try #require(try importedNotes(item, .cslJSON).first)
    #expect(note.title == "On E. coli and H2O: x2")
    func again() throws -> JSONValue? {
      try JSONReader.value(CSLWriter.text([note])).array?.first
    }
    #expect(try again()?["title"]?.string == title && again()?["note"]?.string == "<i>n</i> o")
    #expect(!RISWriter.text([note]).contains("<") && !HayagrivaWriter.text([note]).contains("<"))
    note.title = "Another"
    #expect(try again()?["title"]?.string == "Another")
  }
}
