// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import TrineFetch

@Suite("Reading of XML")
struct XMLReaderTests {
  @Test(
    "what is not well-formed is refused, and where",
    arguments: [
      ("", "line 1: it is empty"),
      ("  \n<!-- x -->", "line 2: it is empty"),
      ("<a>", "line 1: it ends inside 'a'"),
      ("<a>\n<b>", "line 2: it ends inside 'b'"),
      ("<a></b>", "line 1: 'b' ends where it is not open"),
      ("<a></a><b/>", "line 1: it has a second element"),
      ("<a/>text", "line 1: text stands behind its element"),
      ("text<a/>", "line 1: text stands before its element"),
      (
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "line 1: it has a document type"
      ),
      ("<a>&b;</a>", "line 1: an '&' begins no reference that is known"),
      ("<a>&#0;</a>", "line 1: an '&' begins no reference that is known"),
      ("<a>&#xD800;</a>", "line 1: an '&' begins no reference that is known"),
      ("<a>x & y</a>", "line 1: an '&' begins no reference that is known"),
      ("<a b=c/>", "line 1: the value of 'b' is not in quotes"),
      ("<a b/>", "line 1: the attribute 'b' has no value"),
      ("<a b='1' b='2'/>", "line 1: the attribute 'b' stands twice in a tag"),
      ("<a b='1'c='2'/>", "line 1: no space stands before an attribute of 'a'"),
      ("<a b='<'/>", "line 1: 'b' has a '<' in it"),
      ("<a b='1", "line 1: it ends inside the attribute 'b'"),
      ("<a><![CDATA[x", "line 1: it ends inside a CDATA section"),
      ("<a><!-- x", "line 1: it ends inside a comment"),
      ("<a", "line 1: the tag of 'a' does not end"),
      ("<", "line 1: a name is missing"),
      ("<a></", "line 1: a name is missing"),
    ]
  )
  func refused(text: String, problem: String) {
    #expect(throws: FormProblem(problem)) { try XMLReader.root(of: Array(text.utf8)) }
  }

  @Test("deep nesting is refused and not followed")
  func deep() {
    let text = String(repeating: "<a>", count: 100_000)
    #expect(throws: FormProblem("line 1: elements are nested more than 64 deep")) {
      try XMLReader.root(of: Array(text.utf8))
    }
  }

  @Test(
    "what is well-formed is read as expat reads it",
    arguments: [
      "<a/>", "<?xml version=\"1.0\"?>\n<!-- x --><a b='1' c = \"2\" />\n",
      "<a>x<b>y</b>z</a>", "<a>&lt;&gt;&amp;&quot;&apos;&#233;&#x52FE;&#x1F600;</a>",
      "<a b='&lt;&#10;\"' c=\"'\n\t\"/>", "<a><![CDATA[<b>&amp;]] >]]></a>", "<a>\r\nx\ry\n</a>",
      "<p:a xmlns:p='u' p:q='1'><p:b/><b/></p:a>", "<a xmlns:p='u'><p:b xmlns:p='v'/><p:c/></a>",
      "<a>勾配<b é='ü'/></a>", "<a>x<!-- y -->z<?p q?>w</a>", "\u{FEFF}<a/>",
    ]
  )
  func agrees(text: String) throws {
    let bytes = Array(text.utf8)
    #expect(try XMLReader.root(of: bytes) == Oracle.roots(of: [bytes])[0])
  }

  @Test("a namespace holds until another is named; an empty one is none")
  func namespaces() throws {
    let text = "<a xmlns='u'><b xmlns=''/><d xmlns='v'><e/></d><f/></a>"
    let root = try XMLReader.root(of: Array(text.utf8))
    #expect(root.namespace == "u")
    #expect(root.children("", "b").count == 1)
    #expect(root.children("v", "d").first?.children("v", "e").count == 1)
    #expect(root.children("u", "f").count == 1)
  }

  @Test("of broken feeds, none that expat reads is read otherwise", .timeLimit(.minutes(2)))
  func broken() throws {
    let feed = Array(try Fixture.text("arxiv-feed.xml").utf8)
    var random = SplitMix(state: 4)
    let feeds = [feed] + (0..<3000).map { _ in Self.broken(feed, &random) }
    let others = try Oracle.roots(of: feeds)
    #expect(others[0] != nil)
    #expect(others.count(where: { $0 != nil }) > 100)
    for (bytes, other) in zip(feeds, others) {
      let own = try? XMLReader.root(of: bytes)
      _ = try? ArxivFeed(bytes)
      // The reader does not check names and characters, so that it may read what expat refuses.
      guard let other else { continue }
      #expect(own == other, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("whatever comes is read or refused")
  func anything() {
    var random = SplitMix(state: 5)
    let pieces = [
      "<", ">", "/", "</", "/>", "<a", "</a>", "=", "'", "\"", "&", ";", "&#x", "]]>", "<![CDATA[",
      "<!--",
      "-->", "doi:", "10.", "1/", "arxiv:", "//", "arxiv.org", "v1", "%", "<?", "?>", "xmlns", ":",
      " ", "\n", "\u{FEFF}", "勾", "amp", "<a>", "<a b='c'>",
    ]
    for _ in 0..<20_000 {
      let count = Int(random.next() % 20)
      let text = (0..<count).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      _ = try? XMLReader.root(of: Array(text.utf8))
      _ = MarkupText.paragraphs(text)
      _ = PaperID(text)
    }
  }

  /// A feed with a few bytes changed, left out or doubled.
  private static func broken(_ feed: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = feed
    let signs = Array("<>&;/='\" ax\n".utf8)
    for _ in 0...random.next() % 3 {
      let place = Int(random.next() % UInt64(bytes.count))
      switch random.next() % 4 {
      case 0: bytes[place] = signs[Int(random.next() % UInt64(signs.count))]
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(signs[Int(random.next() % UInt64(signs.count))], at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 40)))
      }
    }
    return bytes
  }
}

/// Numbers that are the same every time (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The reading of documents by expat, through Python.
private enum Oracle {
  /// The root of each; `nil` for what is not well-formed.
  static func roots(of documents: [[UInt8]]) throws -> [TrineFetch.XMLElement?] {
    let process = Process()
    let output = Pipe()
    let input = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: input) }
    let lines = documents.map { Data($0).base64EncodedString() + "\n" }
    try Data(lines.joined().utf8).write(to: input)
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", Fixture.path("read-xml.py")]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(),
      as: UTF8.self
    )
    process.waitUntilExit()
    return try text.split(separator: "\n").map { line in
      let value = try JSONSerialization.jsonObject(
        with: Data(line.utf8),
        options: .fragmentsAllowed
      )
      return element(value).map { resolved($0, [:]) }
    }
  }

  private static func element(_ value: Any) -> TrineFetch.XMLElement? {
    guard let parts = value as? [Any], parts.count == 3, let name = parts[0] as? String,
      let attributes = parts[1] as? [String: String], let content = parts[2] as? [Any]
    else { return nil }
    var element = TrineFetch.XMLElement(name: name, namespace: "", attributes: attributes)
    for part in content {
      if let text = part as? String { element.append(text) }
      if let child = Self.element(part) { element.content.append(.element(child)) }
    }
    return element
  }

  /// Namespaces by the letter of "Namespaces in XML 1.0", apart from the reader's own way.
  private static func resolved(
    _ element: TrineFetch.XMLElement,
    _ outer: [String: String]
  ) -> TrineFetch.XMLElement {
    var element = element
    var scope = outer
    for (name, value) in element.attributes {
      if name == "xmlns" { scope[""] = value }
      if name.hasPrefix("xmlns:") { scope[String(name.split(separator: ":")[1])] = value }
    }
    let parts = element.name.split(separator: ":", maxSplits: 1).map(String.init)
    element.namespace = scope[parts.count == 2 ? parts[0] : ""] ?? ""
    element.name = parts.last ?? ""
    element.content = element.content.map { part in
      guard case .element(let child) = part else { return part }
      return .element(resolved(child, scope))
    }
    return element
  }
}
