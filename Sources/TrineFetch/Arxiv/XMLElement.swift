// SPDX-License-Identifier: MIT

/// An element of an XML document with what is in it.
struct XMLElement: Equatable {
  /// What stands in an element.
  enum Content: Equatable {
    case element(XMLElement)
    case text(String)
  }

  /// The name without its prefix.
  var name: String
  /// The namespace; empty where there is none.
  var namespace: String
  /// The attributes by their names as written, declarations of namespaces included.
  var attributes: [String: String]
  /// Elements and texts in order; no text is empty or stands beside another.
  var content: [Content] = []

  /// The elements of a name that stand in it, not deeper.
  func children(_ namespace: String, _ name: String) -> [XMLElement] {
    content.compactMap {
      guard case .element(let child) = $0, child.name == name, child.namespace == namespace else {
        return nil
      }
      return child
    }
  }

  /// All text in the first element of a name; empty where there is none.
  func text(of namespace: String, _ name: String) -> String {
    children(namespace, name).first?.text ?? ""
  }

  /// All text in it, that of elements inside included.
  var text: String {
    content.map { part in
      switch part {
      case .element(let child): child.text
      case .text(let text): text
      }
    }.joined()
  }

  /// Adds text behind what is there.
  mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    if case .text(let last)? = content.last {
      content[content.count - 1] = .text(last + text)
    } else {
      content.append(.text(text))
    }
  }
}
