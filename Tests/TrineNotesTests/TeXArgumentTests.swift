// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("Commands of TeX whose argument is more than a look")
struct TeXArgumentTests {
  @Test(
    "quote it, in single marks within others",
    arguments: [
      (#"\enquote{Attention} is \mkbibquote{all}"#, "“Attention” is “all”"),
      (#"\enquote{a \enquote{b {c}} d} \enquote{e}"#, "“a ‘b c’ d” “e”"),
      (#"\enquote*{x} \enquote {y}"#, "‘x’ “y”"), (#"\enquote x"#, #"\enquote x"#),
      (#"\enquote{open"#, "“open”"), (#"\mkbibparens{a}\mkbibbrackets{b}"#, "(a)[b]"),
      (#"\enquote{\emph{a} b}"#, "“a b”"),
    ]
  )
  func quotes(tex: String, text: String) { #expect(TeXText.unicode(tex) == text) }

  @Test("are an address, in which nothing is a command")
  func addresses() {
    let tex = #"See \url{https://x.org/~me/a_b%20c} or \nolinkurl{y.org/~z}, a~b"#
    #expect(TeXText.unicode(tex) == "See https://x.org/~me/a_b%20c or y.org/~z, a b")
    #expect(TeXText.unicode(#"\url{open"#) == "open" && TeXText.unicode(#"\url x"#) == #"\url x"#)
  }

  @Test(
    "say nothing in a text",
    arguments: [
      (#"{\noopsort{1973b}}1973"#, "1973"), (#"a\hspace{1em}b"#, "ab"), (#"\phantom{x}y"#, "y"),
      (#"\foreignlanguage{german}{Wort}"#, "Wort"),
      (#"\begin{CJK}{UTF8}{min}漢字\end{CJK}"#, "漢字"),
    ]
  )
  func silent(tex: String, text: String) { #expect(TeXText.unicode(tex) == text) }

  @Test("are signs that reference managers write")
  func signs() {
    let tex =
      #"{\textcopyright} 2012 2{\texttimes} \textbullet\ {\textonehalf} \glqq a\grqq{} \textpm{}1"#
    #expect(TeXText.unicode(tex) == "© 2012 2× • ½ „a“ ±1")
  }
}
