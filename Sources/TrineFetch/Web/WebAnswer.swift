// SPDX-License-Identifier: MIT

/// What a server answered, after all redirections.
struct WebAnswer: Sendable {
  /// The status of HTTP, such as 200.
  var status: Int
  /// Seconds after which the server wants to be asked again.
  var retryAfter: Double?
  /// What kind of thing it says the answer is.
  var contentType: String?
  /// The answer.
  var body: [UInt8]

  /// Whether the same question may have another answer in a moment.
  var isPassing: Bool { [429, 500, 502, 503, 504].contains(status) }
}

// MARK: - What curl tells

extension WebAnswer {
  /// Reads the headers that `curl` printed, of which those of the last answer count; `nil` where there
  /// are none.
  init?(headers: String, body: [UInt8]) {
    let lines = headers.split(whereSeparator: \.isNewline)
    guard let start = lines.lastIndex(where: { $0.hasPrefix("HTTP/") }),
      let status = lines[start].split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    self.init(status: status, body: body)
    for line in lines[(start + 1)...] {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop(while: \.isWhitespace)
      switch line[..<colon].lowercased() {
      // The other form, a date, is as good as no number: the usual time is waited for.
      case "retry-after": retryAfter = Int(value).map { Double(max(0, $0)) }
      case "content-type": contentType = String(value)
      default: break
      }
    }
  }
}
