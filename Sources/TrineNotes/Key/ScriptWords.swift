// SPDX-License-Identifier: MIT

/// A run of letters of one script, the unit in which names and titles are spelt.
///
/// Japanese has no spaces between words: a change of script is where a word can be told to end, so
/// "SGDの収束" is `SGD`, `の`, `収束`.
struct ScriptWord: Equatable {
  enum Script {
    case latin
    case hiragana
    case katakana
    /// Kanji and every script that has no spelling here.
    case other
  }

  var script: Script
  var text: String

  /// The word in ASCII lower case; `nil` when it cannot be spelt for certain.
  var ascii: String? {
    switch script {
    case .latin:
      text.unicodeScalars.compactMap(LatinFolding.ascii).joined().lowercased()
    case .hiragana, .katakana: Romaji.text(text)
    case .other: nil
    }
  }
}

/// Splits text into words where spaces, punctuation or a change of script end them.
enum ScriptWords {
  static func split(_ text: String) -> [ScriptWord] {
    var words: [ScriptWord] = []
    var isOpen = false
    for scalar in text.unicodeScalars {
      if isOpen, belongsToWord(scalar) {
        words[words.count - 1].text.unicodeScalars.append(scalar)
        continue
      }
      guard let script = script(of: scalar) else {
        isOpen = false
        continue
      }
      if isOpen, words[words.count - 1].script == script {
        words[words.count - 1].text.unicodeScalars.append(scalar)
      } else {
        words.append(ScriptWord(script: script, text: String(scalar)))
        isOpen = true
      }
    }
    return words
  }

  /// Apostrophes, marks and ー stay in the word before them: `L'Hôpital` is one word.
  private static func belongsToWord(_ scalar: Unicode.Scalar) -> Bool {
    "'’ʼʻーｰ\u{3099}\u{309A}ﾞﾟ".unicodeScalars.contains(scalar)
      || scalar.properties.generalCategory == .nonspacingMark
  }

  private static func script(of scalar: Unicode.Scalar) -> ScriptWord.Script? {
    if KanaSpelling.isKana(scalar) {
      return (0x3041...0x309E).contains(scalar.value) ? .hiragana : .katakana
    }
    if let ascii = LatinFolding.ascii(scalar), !ascii.isEmpty { return .latin }
    let properties = scalar.properties
    return properties.isAlphabetic || properties.isIdeographic ? .other : nil
  }
}
