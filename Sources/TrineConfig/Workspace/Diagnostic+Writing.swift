// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import TrineCore

extension Diagnostic {
  /// Why a file or a folder could not be made.
  init(cannotWrite path: String, _ error: any Error) {
    let folder = AbsolutePath.ancestors(of: path).first(where: Self.isThere) ?? "/"
    let (message, fix) = Self.words(for: Self.code(of: error), folder: folder, error)
    self.init(.failure, at: SourceLocation(file: path), "cannot be made: \(message)", fix: fix)
  }

  private static func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  private static func code(of error: any Error) -> POSIXError.Code? {
    ((error as? CocoaError)?.underlying as? POSIXError)?.code
  }

  private static func words(
    for code: POSIXError.Code?,
    folder: String,
    _ error: any Error
  ) -> (message: String, fix: String?) {
    switch code {
    case .EACCES, .EPERM:
      (
        "the folder \(folder) is read-only for you",
        "choose another folder, or allow writing: chmod u+w \(folder)"
      )
    case .EROFS:
      ("\(folder) is on a read-only file system", "choose a folder on another one")
    case .ENOTDIR, .EEXIST:
      ("\(folder) is a file, not a folder", "choose another folder, or move the file away")
    case .ENOSPC, .EDQUOT:
      ("there is no space left under \(folder)", "free some, or choose another folder")
    default:
      (code.map { String(cString: strerror($0.rawValue)) } ?? "\(error)", nil)
    }
  }
}
