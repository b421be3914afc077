// SPDX-License-Identifier: MIT

import Glibc
import TrineFiles

/// What machine this is.
enum Machine {
  /// Its name.
  static var host: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// How many processors are on line.
  static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Its processor, as `/proc/cpuinfo` names it.
  static var cpu: String {
    let line = lines(of: "/proc/cpuinfo").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { String($0.drop { $0 == " " }) } ?? "unknown"
  }

  /// The operating system and its kernel.
  static var system: String {
    let name = lines(of: "/etc/os-release").first { $0.hasPrefix("PRETTY_NAME=") }
    let pretty = name?.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" } ?? "Linux"
    let kernel = lines(of: "/proc/sys/kernel/osrelease").first ?? "unknown"
    return "\(pretty), kernel \(kernel)"
  }

  /// Whether less than a page or two fits on the disk that holds a path.
  static func isDiskFull(at path: String) -> Bool {
    var disk = statvfs()
    guard statvfs(path, &disk) == 0 else { return false }
    return disk.f_bavail * disk.f_frsize < 8192
  }

  /// Which boot of the machine this is.
  static var boot: String {
    lines(of: "/proc/sys/kernel/random/boot_id").first.map(String.init) ?? ""
  }

  private static func lines(of path: String) -> [Substring] {
    ((try? FileText.read(path)) ?? "").split(separator: "\n")
  }
}
