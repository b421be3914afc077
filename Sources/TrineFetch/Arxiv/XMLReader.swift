// SPDX-License-Identifier: MIT

/// Reads the XML 1.0 that services answer in (https://www.w3.org/TR/xml/ and …/xml-names/), in UTF-8.
///
/// Small on purpose: Foundation's parser would bring libxml2 into a command that starts in
/// milliseconds. A document type is refused, since nothing good comes of one, and so there are no
/// entities but XML's five and those by number. What is not well-formed is refused where a feed could be
/// misread for it; names and characters are not checked further.
struct XMLReader {
  let bytes: [UInt8]
  private(set) var index = 0
  /// The elements that are open, outermost first.
  private var open: [Frame] = []
  private var root: XMLElement?

  private struct Frame {
    var element: XMLElement
    /// The name as written.
    var tag: String
    /// Namespaces by prefix; the empty prefix is the one for names without.
    var namespaces: [String: String]
  }

  /// More levels than a feed ever has; deeper ones would only tire a reader.
  private static let deepest = 64

  /// The document's one element.
  static func root(of bytes: [UInt8]) throws(FormProblem) -> XMLElement {
    var reader = XMLReader(bytes)
    return try reader.document()
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  private mutating func document() throws(FormProblem) -> XMLElement {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") { try markup() } else { try text() }
    }
    if let last = open.last { throw problem("it ends inside '\(last.tag)'") }
    guard let root else { throw problem("it is empty") }
    return root
  }

  /// What is wrong, with the line.
  func problem(_ words: String) -> FormProblem {
    let line = bytes[..<min(index, bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
    return FormProblem("line \(line): \(words)")
  }
}

// MARK: - Markup

extension XMLReader {
  private mutating func markup() throws(FormProblem) {
    if skip("<!--") {
      _ = try take(until: "-->", "a comment")
    } else if skip("<![CDATA[") {
      try append(take(until: "]]>", "a CDATA section"))
    } else if skip("<?") {
      _ = try take(until: "?>", "an instruction")
    } else if skip("<!") {
      throw problem("it has a document type")
    } else if skip("</") {
      try endTag()
    } else {
      index += 1
      try startTag()
    }
  }

  private mutating func startTag() throws(FormProblem) {
    guard root == nil else { throw problem("it has a second element") }
    guard open.count < Self.deepest else {
      throw problem("elements are nested more than \(Self.deepest) deep")
    }
    let tag = try name()
    let attributes = try attributes(of: tag)
    var namespaces = open.last?.namespaces ?? [:]
    for (key, value) in attributes where key == "xmlns" || key.hasPrefix("xmlns:") {
      namespaces[String(key.dropFirst("xmlns:".count))] = value
    }
    let colon = tag.firstIndex(of: ":")
    let element = XMLElement(
      name: colon.map { String(tag[tag.index(after: $0)...]) } ?? tag,
      namespace: namespaces[colon.map { String(tag[..<$0]) } ?? ""] ?? "",
      attributes: attributes
    )
    open.append(Frame(element: element, tag: tag, namespaces: namespaces))
    if skip("/>") {
      close()
    } else if !skip(">") {
      throw problem("the tag of '\(tag)' does not end")
    }
  }

  private mutating func endTag() throws(FormProblem) {
    let tag = try name()
    skipSpace()
    guard skip(">") else { throw problem("the tag that ends '\(tag)' does not end") }
    guard open.last?.tag == tag else { throw problem("'\(tag)' ends where it is not open") }
    close()
  }

  private mutating func close() {
    guard let element = open.popLast()?.element else { return }
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].element.content.append(.element(element))
    }
  }

  private mutating func attributes(of tag: String) throws(FormProblem) -> [String: String] {
    var attributes: [String: String] = [:]
    while true {
      let isApart = skipSpace()
      guard index < bytes.count, bytes[index] != UInt8(ascii: ">"),
        bytes[index] != UInt8(ascii: "/")
      else { return attributes }
      guard isApart else { throw problem("no space stands before an attribute of '\(tag)'") }
      let key = try name()
      skipSpace()
      guard skip("=") else { throw problem("the attribute '\(key)' has no value") }
      skipSpace()
      guard attributes.updateValue(try value(of: key), forKey: key) == nil else {
        throw problem("the attribute '\(key)' stands twice in a tag")
      }
    }
  }

  private mutating func value(of key: String) throws(FormProblem) -> String {
    for quote in ["\"", "'"] where skip(quote) {
      let raw = try take(until: quote, "the attribute '\(key)'")
      guard !raw.contains(UInt8(ascii: "<")) else { throw problem("'\(key)' has a '<' in it") }
      // A break of a line, or a tab, is a space in a value.
      return try XMLText.decoded(raw.map { [0x09, 0x0A, 0x0D].contains($0) ? 0x20 : $0 }, in: self)
    }
    throw problem("the value of '\(key)' is not in quotes")
  }
}

// MARK: - Text

extension XMLReader {
  private mutating func text() throws(FormProblem) {
    let end = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    let raw = bytes[index..<end]
    if open.isEmpty {
      guard raw.allSatisfy(Self.isSpace) else {
        throw problem("text stands \(root == nil ? "before" : "behind") its element")
      }
    } else {
      open[open.count - 1].element.append(try XMLText.decoded(raw, in: self))
    }
    index = end
  }

  private mutating func append(_ raw: ArraySlice<UInt8>) throws(FormProblem) {
    guard !open.isEmpty else { throw problem("text stands outside its element") }
    open[open.count - 1].element.append(String(decoding: raw, as: UTF8.self))
  }
}

// MARK: - Pieces

extension XMLReader {
  /// A name: what stands before a space or a sign of markup.
  private mutating func name() throws(FormProblem) -> String {
    let end = bytes[index...].firstIndex { Self.isSpace($0) || Self.endsName.contains($0) }
    let raw = bytes[index..<(end ?? bytes.count)]
    guard !raw.isEmpty else { throw problem("a name is missing") }
    index = raw.endIndex
    return String(decoding: raw, as: UTF8.self)
  }

  private static let endsName = Set("<>/=\"'&".utf8)

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  @discardableResult
  private mutating func skipSpace() -> Bool {
    let start = index
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    return index > start
  }

  /// Goes past some text if that is what comes next.
  private mutating func skip(_ text: String) -> Bool {
    guard bytes[index...].starts(with: text.utf8) else { return false }
    index += text.utf8.count
    return true
  }

  /// What stands before some text, and goes past that.
  private mutating func take(
    until text: String,
    _ what: String
  ) throws(FormProblem) -> ArraySlice<UInt8> {
    let end = Array(text.utf8)
    let start = index
    while index + end.count <= bytes.count {
      if bytes[index] == end[0], bytes[index..<(index + end.count)].elementsEqual(end) {
        defer { index += end.count }
        return bytes[start..<index]
      }
      index += 1
    }
    index = bytes.count
    throw problem("it ends inside \(what)")
  }
}
