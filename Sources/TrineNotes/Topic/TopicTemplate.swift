// SPDX-License-Identifier: MIT

public import TrineCore

/// What `trine note new` makes: a page of the lab's wiki to fill in.
public enum TopicTemplate {
  /// The page in a language.
  public static func markdown(title: String, language: Language, today: Day) -> String {
    let headings =
      switch language {
      case .en: ["In short", "Details", "See also"]
      case .ja: ["要点", "詳細", "関連"]
      }
    return """
      ---
      title: \(YAMLText.quoted(title))
      tags: []
      added: \(today)
      ---

      """ + headings.map { "\n## \($0)\n" }.joined()
  }
}

/// A template of the user's own, in which `{{name}}` stands for a value.
public enum UserTemplate {
  /// The template with its values in their places; names without a value stay as they are.
  ///
  /// A field `title`
  /// of its front matter is the title, whatever characters that has.
  public static func filled(
    _ template: String,
    _ values: [String: String],
    title: String? = nil
  ) -> String {
    // The title may have quotes in it, so that it must not go between those of the template.
    var editor = FrontMatterEditor(Array(template.utf8), file: "")
    if let title, editor.has("title") { try? editor.set("title", to: YAMLText.quoted(title)) }
    let text = String(decoding: editor.bytes, as: UTF8.self)
    return values.sorted { $0.key < $1.key }.reduce(text) { text, value in
      text.replacing("{{\(value.key)}}", with: value.value)
    }
  }
}
