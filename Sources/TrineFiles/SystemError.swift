// SPDX-License-Identifier: MIT

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable {
  /// The system's number for the cause, such as `ENOENT`.
  public let code: Int32

  /// Wraps an `errno`.
  public init(code: Int32) {
    self.code = code
  }

  /// There is nothing at the path.
  public static let missing = SystemError(code: ENOENT)

  /// What is at the path is a pipe or a device, which cannot be read as a file is; no number of the system's.
  public static let notAFile = SystemError(code: -1)

  /// The cause in the system's words, such as `Permission denied`.
  public var text: String {
    self == .notAFile ? "it is no regular file" : unsafe String(cString: strerror(code))
  }
}

// MARK: - Calling the system

extension SystemError {
  /// The result of a call that is negative when it fails; one that a signal interrupts is made again.
  static func check<Result: SignedInteger>(
    _ call: () -> Result
  ) throws(SystemError) -> Result {
    while true {
      let result = call()
      if result >= 0 { return result }
      let code = errno
      guard code == EINTR else { throw SystemError(code: code) }
    }
  }
}
