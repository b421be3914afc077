// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Accents over accents")
struct AccentTests {
  @Test(
    "make one character where Unicode has one, in its normal form C",
    arguments: [
      (#"Nguy{\~{\^{e}}}n"#, "Nguy\u{1EC5}n"), (#"{\~{\^e}}, \~{\^e}, \~\^e"#, "ễ, ễ, ễ"),
      (#"Tr{\`{\^a}}n Tr{\d{\^{o}}} \^{\d o}"#, "Tr\u{1EA7}n Tr\u{1ED9} \u{1ED9}"),
      (#"\'{\"{\i}}, \'{\ae}, \'{{e}}, \~ê, \~{\^ {E}}"#, "ḯ, ǽ, é, ễ, Ễ"),
      (#"\d{\'{\^{o}}}, \k{\'{o}}, \^{\'e}"#, "ộ\u{301}, ǫ\u{301}, é\u{302}"),
      (#"\^{}, \^{\~{}}, {\~}smith, \'{\emph{u}}"#, "^, ~\u{302}, ~smith, ´u"),
      (#"\v{\"{u}x}, \'{\dagx}"#, #"ǚx, ´\dagx"#),
    ]
  )
  func unicode(tex: String, expected: String) {
    #expect(Array(TeXText.unicode(tex).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test("are those of pandoc for all pairs over vowels that are one character")
  func pandoc() throws {
    let marks = TeXSymbols.accents.keys.sorted()
    let pairs = marks.flatMap { outer in marks.map { (outer, $0) } }
    let tokens = "aeiouyAEIOUY".flatMap { letter in
      pairs.map { outer, inner in "\\\(outer){\\\(inner){\(letter)}}" }
    }
    let entry = "@misc{a, title = {T}, note = {\(tokens.joined(separator: ";"))}}"
    guard let json = try output(of: ["pandoc", "-f", "bibtex", "-t", "csljson"], entry),
      let note = try JSONReader.value(json).array?.first?["note"]?.string
    else { return }
    let expected = note.split(separator: ";").map { Array($0.unicodeScalars) }
    #expect(expected.count == tokens.count)
    let composed = zip(tokens, expected).filter { $1.count == 1 }
    #expect(composed.count > 80)
    for (tex, expected) in composed {
      #expect(Array(TeXText.unicode(tex).unicodeScalars) == expected, "\(tex)")
    }
  }

  @Test("are left out of keys and of what is searched for")
  func keys() throws {
    let text = #"@misc{, author = {Nguy{\~{\^{e}}}n, A}, title = {Trees}, year = 2020}"#
    let note = try #require(try importedNotes(text).first)
    #expect(note.citekey.description == "nguyen2020trees")
    #expect(SearchWords(note.authors.joined()).text.contains("nguyen"))
  }

  @Test(
    "as Vietnamese has them",
    arguments: [
      (#"Ph{\h{a}}m"#, "Phảm"), (#"\h O"#, "Ỏ"), (#"{\h{\^e}}"#, "ể"), (#"\'{\ohorn}"#, "ớ"),
      (#"\uhorn{}"#, "ư"), (#"\d{\Ohorn}"#, "Ợ"),
    ]
  )
  func vietnamese(tex: String, text: String) { #expect(TeXText.unicode(tex) == text) }
}
