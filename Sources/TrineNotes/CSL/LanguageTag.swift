// SPDX-License-Identifier: MIT

import TrineCore

/// The languages of babel and polyglossia, which BibLaTeX's `langid` names, as CSL's tags (BCP 47).
enum LanguageTag {
  /// The tag of a language, also of BibLaTeX's `langgerman`; a name that is not known stays as it is.
  static func tag(_ name: String) -> String {
    let key = name.lowercased()
    return tags[key] ?? (key.hasPrefix("lang") ? tags[String(key.dropFirst(4))] : nil) ?? name
  }

  /// The tag where it has the form of one: programs read no others.
  static func strict(_ name: String) -> String? {
    let parts = tag(name).split(separator: "-", omittingEmptySubsequences: false).map(\.utf8)
    guard let language = parts.first, (2...3).contains(language.count),
      language.allSatisfy(\.isLetter)
    else { return nil }
    guard parts.count > 1 else { return tag(name) }
    let isRegion = parts[1].count == 2 && parts[1].allSatisfy(\.isLetter)
    return parts.count == 2 && isRegion ? tag(name) : nil
  }

  /// As pandoc has them, and a few that it has not.
  private static let tags: [String: String] = [
    "english": "en-US", "american": "en-US", "usenglish": "en-US", "british": "en-GB",
    "ukenglish": "en-GB", "canadian": "en-US", "australian": "en-GB", "newzealand": "en-GB",
    "afrikaans": "af-ZA", "arabic": "ar", "basque": "eu", "bulgarian": "bg-BG",
    "catalan": "ca-AD", "chinese": "zh-CN", "croatian": "hr-HR", "czech": "cs-CZ",
    "danish": "da-DK", "dutch": "nl-NL", "estonian": "et-EE", "finnish": "fi-FI",
    "french": "fr-FR", "francais": "fr-FR", "acadian": "fr-CA", "canadien": "fr-CA",
    "austrian": "de-AT", "naustrian": "de-AT", "german": "de-DE", "ngerman": "de-DE",
    "germanb": "de-DE", "swissgerman": "de-CH", "nswissgerman": "de-CH", "greek": "el-GR",
    "polutonikogreek": "el-GR", "hebrew": "he-IL", "hungarian": "hu-HU", "magyar": "hu-HU",
    "icelandic": "is-IS", "indonesian": "id-ID", "italian": "it-IT", "japanese": "ja-JP",
    "korean": "ko-KR", "latvian": "lv-LV", "lithuanian": "lt-LT", "latin": "la",
    "mongolian": "mn-MN", "norsk": "nb-NO", "norwegian": "nb-NO", "nynorsk": "nn-NO",
    "farsi": "fa-IR", "persian": "fa-IR", "polish": "pl-PL", "brazil": "pt-BR",
    "brazilian": "pt-BR", "portuges": "pt-PT", "portuguese": "pt-PT", "romanian": "ro-RO",
    "russian": "ru-RU", "serbian": "sr-RS", "serbianc": "sr-RS", "slovak": "sk-SK",
    "slovene": "sl-SL", "slovenian": "sl-SL", "spanish": "es-ES", "swedish": "sv-SE",
    "thai": "th-TH", "turkish": "tr-TR", "ukrainian": "uk-UA", "vietnamese": "vi-VN",
  ]
}
