// SPDX-License-Identifier: MIT

/// How tags and names are compared: width, case and accents do not count, as with words.
public enum SearchForm {
  /// A tag's form: its words, and the punctuation by which `c++` differs from `c`; a hyphen, an
  /// underscore and a space are the same.
  public static func tag(_ text: String) -> String {
    let marks = text.unicodeScalars.filter { scalar in
      scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
        && !" -_".unicodeScalars.contains(scalar)
    }
    return name(text) + "\n" + String(String.UnicodeScalarView(marks))
  }

  /// A name's form: its words with a space between them; there is none between characters of scripts
  /// that need none, so that `山田, 太郎` is `山田太郎`.
  public static func name(_ text: String) -> String {
    var form = ""
    var wasUnspaced = true
    for word in SearchWords(text).text.split(separator: " ") {
      guard let first = word.unicodeScalars.first else { continue }
      let isUnspaced = SearchWords.isUnspaced(first)
      if !isUnspaced, !wasUnspaced { form += " " }
      // Of a pair the second comes again, as the first of the next or alone.
      if isUnspaced { form.unicodeScalars.append(first) } else { form += word }
      wasUnspaced = isUnspaced
    }
    return form
  }
}
