// SPDX-License-Identifier: MIT

import Foundation
import FoundationXML
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
    "what is well-formed is read as libxml2 reads it",
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
    #expect(try XMLReader.root(of: bytes) == Oracle.root(of: bytes))
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

  @Test("of broken feeds, none that libxml2 reads is read otherwise", .timeLimit(.minutes(2)))
  func broken() throws {
    let feed = Array(try Fixture.text("arxiv-feed.xml").utf8)
    #expect(try XMLReader.root(of: feed) == Oracle.root(of: feed))
    var random = SplitMix(state: 4)
    var read = 0
    for _ in 0..<3000 {
      let bytes = Self.broken(feed, &random)
      let own = try? XMLReader.root(of: bytes)
      _ = try? ArxivFeed(bytes)
      // The reader does not check names and characters, so that it may read what libxml2 refuses.
      guard let other = Oracle.root(of: bytes) else { continue }
      read += 1
      #expect(own == other, "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(read > 100)
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

/// libxml2's reading of a document, through Foundation.
private final class Oracle: NSObject, XMLParserDelegate {
  private var open: [TrineFetch.XMLElement] = []
  private var root: TrineFetch.XMLElement?
  private var hasFailed = false

  static func root(of bytes: [UInt8]) -> TrineFetch.XMLElement? {
    let oracle = Oracle()
    let parser = XMLParser(data: Data(bytes))
    parser.shouldProcessNamespaces = false
    parser.delegate = oracle
    // After an error it goes on as well as it can.
    guard parser.parse(), !oracle.hasFailed else { return nil }
    return oracle.root.map { Self.resolved($0, [:]) }
  }

  func parser(_: XMLParser, parseErrorOccurred: any Error) {
    hasFailed = true
  }

  func parser(
    _: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(TrineFetch.XMLElement(name: name, namespace: "", attributes: attributes))
  }

  func parser(_: XMLParser, foundCharacters text: String) {
    open[open.count - 1].append(text)
  }

  func parser(_: XMLParser, foundCDATA data: Data) {
    open[open.count - 1].append(String(decoding: data, as: UTF8.self))
  }

  func parser(
    _: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    let element = open.removeLast()
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].content.append(.element(element))
    }
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
