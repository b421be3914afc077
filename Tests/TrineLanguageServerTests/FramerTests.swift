// SPDX-License-Identifier: MIT

import Testing
import TrineLanguageServer

@Suite("The stream of messages")
struct FramerTests {
  @Test("is cut at the right places, however it comes", arguments: [1, 2, 3, 7, 1000])
  func pieces(length: Int) throws {
    let messages = ["{\"a\":1}", "", "{\"論\":\"\\r\\n\\r\\n\"}"]
    let stream = messages.flatMap(MessageFramer.framed)
    var framer = MessageFramer()
    var found: [String] = []
    for start in stride(from: 0, to: stream.count, by: length) {
      framer.append(stream[start..<min(start + length, stream.count)])
      while let message = try framer.next() {
        found.append(String(decoding: message, as: UTF8.self))
      }
    }
    #expect(found == messages)
  }

  @Test("may have other headers, in any case")
  func headers() throws {
    var framer = MessageFramer()
    framer.append(Array("Content-Type: x\r\ncontent-length:  2\r\n\r\n{}".utf8))
    #expect(try framer.next() == Array("{}".utf8))
    #expect(try framer.next() == nil)
  }

  @Test(
    "that says no length cannot be read",
    arguments: [
      "X: 1", "Content-Length: -1", "Content-Length: a", "Content-Length: 9223372036854775807",
    ]
  )
  func malformed(header: String) {
    var framer = MessageFramer()
    framer.append(Array("\(header)\r\n\r\n{}".utf8))
    #expect(throws: MessageFramer.Malformed.self) { try framer.next() }
  }
}
