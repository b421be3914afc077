// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Commands of TeX that only change the look")
struct TeXCommandTests {
  @Test(
    "vanish with the space behind them",
    arguments: [
      (#"{\em Hogwild}: lock-free"#, "Hogwild: lock-free"), (#"\em{Hogwild} b"#, "Hogwild b"),
      (#"{\em\bf X} {\bf{Y}}"#, "X Y"), (#"a\em b"#, "ab"), (#"\em"#, ""),
      (#"\fontsize{12}{14}\selectfont X"#, "X"), (#"{\emph Hogwild} \textit  {X}"#, "Hogwild X"),
      (#"\textcolor{red}{X} {\color {blue} Y}"#, "X Y"), (#"\boldmath $x^2$"#, "$x^2$"),
      (#"a \protect\emph{x} \relax y"#, "a x y"), (#"\emphasis X"#, #"\emphasis X"#),
    ]
  )
  func look(tex: String, text: String) { #expect(TeXText.unicode(tex) == text) }

  @Test(
    "are TeX's and LaTeX's switches",
    arguments: [
      "em", "it", "bf", "sc", "tt", "rm", "sf", "sl", "bfseries", "itshape", "scshape", "slshape",
      "upshape", "mdseries", "rmfamily", "sffamily", "ttfamily", "normalfont", "tiny",
      "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge",
      "Huge", "protect", "boldmath", "relax", "selectfont",
    ]
  )
  func switches(name: String) {
    #expect(TeXText.unicode("A {\\\(name) X} \\\(name){}y") == "A X y")
  }

  @Test(
    "are not signs, which stay",
    arguments: [
      (#"\guillemotleft a\guillemotright{} b"#, "«a» b"), (#"5 \textmu m"#, "5 \u{B5}m"),
      (#"STRA\SS E"#, "STRASSE"), (#"\guillemetleft a\guillemetright"#, "«a»"),
      (#"\guilsinglleft a\guilsinglright"#, "‹a›"), (#"\quotedblbase a"#, "„a"),
    ]
  )
  func signs(tex: String, text: String) { #expect(TeXText.unicode(tex) == text) }

  @Test(
    "leave of a text for the eye and one for a list of bookmarks the latter",
    arguments: [
      (#"On \texorpdfstring{$\alpha$-{\TeX}}{alpha-TeX} here"#, "On alpha-TeX here"),
      (#"\texorpdfstring {a}  {b} c"#, "b c"), (#"\texorpdfstring{a}{b"#, "b"),
      (#"\texorpdfstring{a"#, "a"),
      (#"\href{http://y}{\texorpdfstring{a}{b}} c"#, "b (http://y) c"),
    ]
  )
  func bookmark(tex: String, text: String) { #expect(TeXText.unicode(tex) == text) }

  @Test("are no part of a key, and are written again")
  func key() throws {
    let fields = #"title = {{\em Hogwild}: lock-free}, author = {Recht, Ben}, year = 2011"#
    let note = try #require(try importedNotes("@article{, \(fields)}").first)
    #expect(note.citekey.description == "recht2011hogwild" && note.title == "Hogwild: lock-free")
    #expect(BibTeXWriter.entry(note)["title"] == #"{\em Hogwild}: lock-free"#)
  }
}
