// SPDX-License-Identifier: MIT

public import TrineCore

/// What `trine paper add` opens in an editor: a note to fill in, with remarks on each field.
public enum PaperTemplate {
  /// The empty note; its citation key is left to be made from author, year and title.
  public static func markdown(language: Language, today: Day) -> String {
    let remarks = Remarks(language)
    let sections = NoteHeading.allCases.map { heading in
      """

      ## \(heading.title(in: language))
      <!-- \(remarks.section(heading)) -->
      \(heading == .threeLines ? "1.\n2.\n3.\n" : "")
      """
    }
    return """
      ---
      # \(remarks.intro)
      citekey:
      title: ""
      authors: []         # ["Family, Given", "Family, Given"]
      year:
      venue:
      arxiv:
      doi:
      tags: []
      status: to-read     # to-read | reading | read | revisit
      added: \(today)
      read:
      ---

      """ + sections.joined()
  }
}

/// The remarks in a language.
private struct Remarks {
  let language: Language

  init(_ language: Language) {
    self.language = language
  }

  var intro: String {
    switch language {
    case .en: "Leave citekey empty to have it made from the first author, the year and the title."
    case .ja: "citekey を空けておくと、第一著者・年・題名から作られます。"
    }
  }

  func section(_ heading: NoteHeading) -> String {
    switch (heading, language) {
    case (.threeLines, .en): "Exactly three lines: the problem, the idea, the result."
    case (.threeLines, .ja): "ちょうど3行：問題、考え、結果。"
    case (.criticises, .en): "What does it find wrong with what was there before?"
    case (.criticises, .ja): "これまでの何が問題だと述べているか。"
    case (.contributes, .en): "What is new in it?"
    case (.contributes, .ja): "何が新しいか。"
    case (.claims, .en): "What could be tested, a line each: - `id` statement"
    case (.claims, .ja): "検証できること、一行に一つ：- `id` 主張"
    case (.digest, .en): "Free text; [[citekey]] is a link to another note."
    case (.digest, .ja): "自由な文章。[[citekey]] は他のノートへのリンク。"
    }
  }
}
