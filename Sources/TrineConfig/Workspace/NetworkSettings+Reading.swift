// SPDX-License-Identifier: MIT

import TrineCore

extension NetworkSettings {
  /// Reads the section `network`.
  init(_ reader: SectionReader) {
    let usual = NetworkSettings()
    self.init(
      arxiv: reader.address("arxiv", default: usual.arxiv),
      crossref: reader.address("crossref", default: usual.crossref),
      timeout: reader.quantity("timeout", .duration, default: usual.timeout, .timeout),
      pause: reader.quantity("pause", .duration, default: usual.pause, .pause),
      mailto: reader.mailAddress("mailto")
    )
  }
}

extension NumberLimits {
  fileprivate static let timeout = NumberLimits(must: "from 100 ms to 10 min") {
    (0.1...600).contains($0)
  }
  fileprivate static let pause = NumberLimits(must: "at most 1 min") { (0...60).contains($0) }
}

extension SectionReader {
  /// An address of the web, which goes into requests as it is.
  fileprivate func address(_ name: String, default fallback: String) -> String {
    value(name, default: fallback, shown: fallback) { node throws(ValueProblem) in
      let text = try node.text()
      let rest = ["https://", "http://"].first(where: text.hasPrefix)
        .map { text.dropFirst($0.utf8.count) }
      guard let first = rest?.unicodeScalars.first, !"/?#:".unicodeScalars.contains(first),
        text.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) })
      else {
        throw ValueProblem(must: "an address that begins with https:// or http://")
      }
      return text
    }
  }

  /// An address for mail.
  fileprivate func mailAddress(_ name: String) -> String? {
    optional(name) { node throws(ValueProblem) in
      let text = try node.text()
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
        text.unicodeScalars.allSatisfy({ $0.value > 0x20 && !"()<>;,".unicodeScalars.contains($0) })
      else { throw ValueProblem(must: "an address for mail, such as you@example.org") }
      return text
    }
  }
}
