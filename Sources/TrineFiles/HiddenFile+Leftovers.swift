// SPDX-License-Identifier: MIT

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

extension HiddenFile {
  private static let (prefix, suffix) = (".trine-", ".tmp")

  /// For how long one stays, in seconds: on a network file system its process may live on another machine,
  /// where none needs as long.
  private static let patience = 60

  /// A name that no other file has, and that says whose it is.
  static var freeName: String { name([]) }

  /// The same for a text that is to be exchanged with another: it tells both, so that a third one, which
  /// somebody saved in the instant of the exchange, is known for what it is should this process die then.
  static func exchangeName(of file: String, _ old: [UInt8], _ new: [UInt8]) -> String {
    let longest = 150
    return name([
      "\(digest(old))", "\(digest(new))", file.utf8.count > longest ? "file" : file,
    ])
  }

  private static func name(_ more: [String]) -> String {
    let parts = ["\(getpid())", "\(UInt64.random(in: 0 ... .max))"] + more
    return prefix + parts.joined(separator: "-") + suffix
  }

  /// The hash FNV-1a of 64 bits, for nobody makes texts to deceive it here.
  ///
  /// G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic Hash Algorithm".
  private static func digest(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

// MARK: - Sweeping

extension HiddenFile {
  /// What a name tells.
  private struct Owner {
    let process: pid_t
    /// The file it was to be exchanged with, and the digests of the two texts.
    var exchange: (file: String, digests: [UInt64])?

    init?(_ name: String) {
      guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
      let parts = name.dropFirst(prefix.count).dropLast(suffix.count)
        .split(separator: "-", maxSplits: 4)
      let numbers = parts.prefix(4).compactMap { UInt64($0) }
      guard [2, 5].contains(parts.count), numbers.count == min(parts.count, 4),
        let process = pid_t(parts[0]), process > 0
      else { return nil }
      self.process = process
      if parts.count == 5 { exchange = (String(parts[4]), Array(numbers[2...])) }
    }
  }

  /// Removes a file from a folder when it is what a process left that died before the file had its name;
  /// any other stays, and a text that somebody else saved is shown beside its file.
  static func sweep(_ name: String, in folder: String) {
    guard let owner = Owner(name), kill(owner.process, 0) != 0, errno == ESRCH else { return }
    let path = "\(folder)/\(name)"
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_mtim.tv_sec < time(nil) - patience
    else { return }
    if let (file, digests) = owner.exchange {
      guard let bytes = try? FileBytes.readFile(path) else { return }
      guard digests.contains(digest(bytes)) else {
        _ = try? show(path, beside: "\(folder)/\(file)")
        return
      }
    }
    unsafe unlink(path)
  }
}
