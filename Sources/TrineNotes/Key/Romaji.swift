// SPDX-License-Identifier: MIT

/// Kana to Hepburn romaji in ASCII, as Japanese passports spell names.
///
/// Long o and u are written once (さとう is `sato`, ゆうき `yuki`), except おお at the end of a word
/// (よこお is `yokoo`); ん before b, m, p is `m`; っ doubles the next consonant, ch to `tch`; ー is left
/// out. Where two words meet in a name the vowels stay apart: いのうえ is `inoue`, まつうら `matsuura`.
/// Source: Ministry of Foreign Affairs of Japan, Hepburn table for passports.
enum Romaji {
  /// The romaji of a word of kana; `nil` when it holds anything else.
  static func text(_ kana: String) -> String? {
    let word = Array(KanaSpelling.hiragana(kana).unicodeScalars)
    var result = ""
    var index = 0
    while index < word.count {
      if let step = longVowel(word, at: index, after: result) {
        index += step
        continue
      }
      guard let (syllable, length) = syllable(word, at: index) else { return nil }
      result += syllable
      index += length
    }
    return result
  }

  private static func syllable(
    _ word: [Unicode.Scalar],
    at index: Int
  ) -> (String, Int)? {
    switch word[index] {
    case "ー": return ("", 1)
    case "っ": return (doubled(word, at: index + 1), 1)
    case "ん":
      let next = index + 1 < word.count ? word[index + 1] : nil
      return (next.flatMap { singles[$0]?.first }.map("bmp".contains) == true ? "m" : "n", 1)
    default: break
    }
    if index + 1 < word.count, let pair = pairs[String(word[index]) + String(word[index + 1])] {
      return (pair, 2)
    }
    return singles[word[index]].map { ($0, 1) }
  }

  /// What っ becomes: the first consonant of what follows.
  private static func doubled(_ word: [Unicode.Scalar], at index: Int) -> String {
    guard index < word.count, word[index] != "っ", let next = syllable(word, at: index)?.0,
      let first = next.first, !"aiueon".contains(first)
    else { return "" }
    return next.hasPrefix("ch") ? "t" : String(first)
  }
}

// MARK: - Long vowels

extension Romaji {
  /// How many kana at `index` only lengthen the vowel before them and are not written.
  private static func longVowel(
    _ word: [Unicode.Scalar],
    at index: Int,
    after result: String
  ) -> Int? {
    let isLast = index + 1 == word.count
    switch (word[index], result.last) {
    case ("お", "o") where !isLast && !wasLengthened(word, at: index): return 1
    case ("う", "o"), ("う", "u"):
      return wasLengthened(word, at: index) || beginsWord(word, at: index) ? nil : 1
    default: return nil
    }
  }

  /// Whether the kana before `index` was itself left out: おおうち is `ouchi`, おおおか `ooka`.
  private static func wasLengthened(_ word: [Unicode.Scalar], at index: Int) -> Bool {
    index >= 2 && word[index - 1] == "お" && endsInO(word[index - 2])
  }

  private static func endsInO(_ scalar: Unicode.Scalar) -> Bool {
    singles[scalar]?.hasSuffix("o") == true || scalar == "ょ"
  }

  /// Whether う at `index` begins うえ (上), うち (内) after の, or うら (浦) after つ or く.
  private static func beginsWord(_ word: [Unicode.Scalar], at index: Int) -> Bool {
    guard index >= 1, index + 2 == word.count else { return false }
    switch (word[index - 1], word[index + 1]) {
    case ("の", "え"), ("の", "ち"), ("つ", "ら"), ("く", "ら"): return true
    default: return false
    }
  }
}

// MARK: - Tables

extension Romaji {
  private static let singles: [Unicode.Scalar: String] = table(
    "あ a い i う u え e お o か ka き ki く ku け ke こ ko が ga ぎ gi ぐ gu げ ge ご go "
      + "さ sa し shi す su せ se そ so ざ za じ ji ず zu ぜ ze ぞ zo "
      + "た ta ち chi つ tsu て te と to だ da ぢ ji づ zu で de ど do "
      + "な na に ni ぬ nu ね ne の no は ha ひ hi ふ fu へ he ほ ho "
      + "ば ba び bi ぶ bu べ be ぼ bo ぱ pa ぴ pi ぷ pu ぺ pe ぽ po "
      + "ま ma み mi む mu め me も mo や ya ゆ yu よ yo ら ra り ri る ru れ re ろ ro "
      + "わ wa ゐ i ゑ e を o ゔ vu ぁ a ぃ i ぅ u ぇ e ぉ o ゃ ya ゅ yu ょ yo ゎ wa ゕ ka ゖ ke"
  ).reduce(into: [:]) { result, entry in
    if let scalar = entry.key.unicodeScalars.first { result[scalar] = entry.value }
  }

  private static let pairs: [String: String] = table(
    "きゃ kya きゅ kyu きょ kyo ぎゃ gya ぎゅ gyu ぎょ gyo しゃ sha しゅ shu しょ sho しぇ she "
      + "じゃ ja じゅ ju じょ jo じぇ je ちゃ cha ちゅ chu ちょ cho ちぇ che ぢゃ ja ぢゅ ju ぢょ jo "
      + "にゃ nya にゅ nyu にょ nyo ひゃ hya ひゅ hyu ひょ hyo びゃ bya びゅ byu びょ byo "
      + "ぴゃ pya ぴゅ pyu ぴょ pyo みゃ mya みゅ myu みょ myo りゃ rya りゅ ryu りょ ryo "
      + "ふぁ fa ふぃ fi ふぇ fe ふぉ fo ふゅ fyu ゔぁ va ゔぃ vi ゔぇ ve ゔぉ vo ゔゅ vyu "
      + "てぃ ti てゅ tyu でぃ di でゅ dyu とぅ tu どぅ du つぁ tsa つぃ tsi つぇ tse つぉ tso "
      + "うぃ wi うぇ we うぉ wo いぇ ye くぁ kwa くぃ kwi くぇ kwe くぉ kwo ぐぁ gwa きぇ kye すぃ si ずぃ zi"
  )

  private static func table(_ text: String) -> [String: String] {
    let words = text.split(separator: " ").map(String.init)
    let entries = stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }
    return Dictionary(uniqueKeysWithValues: entries)
  }
}
