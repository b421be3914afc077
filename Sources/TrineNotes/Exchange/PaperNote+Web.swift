// SPDX-License-Identifier: MIT

public import TrineCore

extension PaperNote {
  /// The paper's page on the web: the address its entry gives, that at arXiv, or that of its DOI; `nil` when
  /// nothing of these is known.
  ///
  /// An entry's address of another kind, such as a file's, is not the web's.
  public var webAddress: String? {
    let url = ExportEntry(self, Inheritance([self])).url.flatMap { url in
      ["https://", "http://"].contains(where: url.lowercased().hasPrefix) ? url : nil
    }
    return url ?? arxiv.map { "https://arxiv.org/abs/\($0)" }
      ?? doi.map { "https://doi.org/\(Self.escaped($0))" }
  }

  /// A DOI as part of an address: what would end the path or be no part of one is a `%` and its code (DOI
  /// Handbook, section on encoding).
  private static func escaped(_ doi: String) -> String {
    doi.utf8.map { byte in
      let isPlain = byte.isLetter || byte.isDigit || "-._~/:;()!$&'*+,=@".utf8.contains(byte)
      let code = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(Unicode.Scalar(byte)) : byte < 0x10 ? "%0\(code)" : "%\(code)"
    }
    .joined()
  }
}
