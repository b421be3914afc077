// SPDX-License-Identifier: MIT

/// What is mounted where, as `/proc/self/mountinfo` tells (proc_pid_mountinfo(5)).
struct MountTable {
  private var mounts: [(point: String, type: String)] = []

  /// Reads the text of `/proc/self/mountinfo`; lines it cannot read are passed over.
  init(mountInfo: String) {
    for line in mountInfo.split(separator: "\n") {
      // 36 35 98:0 /root /mount/point rw,noatime shared:1 - type source options
      let fields = line.split(separator: " ")
      guard let dash = fields.firstIndex(of: "-"), fields.count > dash + 1, dash > 4 else {
        continue
      }
      mounts.append((Self.unescaped(fields[4]), String(fields[dash + 1])))
    }
  }

  /// The type of the file system that holds an absolute path.
  ///
  /// That is the longest mount point above it; of two on one point, the later one hides the first.
  func fileSystem(of path: String) -> String? {
    var found: (point: String, type: String)?
    for mount in mounts where Self.isOrHolds(mount.point, path) {
      if mount.point.utf8.count >= found?.point.utf8.count ?? 0 { found = mount }
    }
    return found?.type
  }

  /// Whether other machines may have the same files open.
  static func isShared(_ type: String) -> Bool {
    let name = type.hasPrefix("fuse.") ? String(type.dropFirst(5)) : type
    return sharedTypes.contains(name)
  }

  private static func isOrHolds(_ folder: String, _ path: String) -> Bool {
    folder == "/" || path == folder || path.hasPrefix(folder + "/")
  }

  /// Turns `\040` back into a space, and so on for every octal escape.
  private static func unescaped(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let digits = bytes[index...].dropFirst().prefix(3)
      if bytes[index] == UInt8(ascii: "\\"), digits.count == 3,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        plain.append(code)
        index += 4
      } else {
        plain.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}

// MARK: - File systems that machines share

/// Kernel and FUSE types, the latter without `fuse.`; the last row shares files of a virtual
/// machine's host, where shared memory does not reach either.
private let sharedTypes: Set<String> = [
  "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "coda", "9p", "acfs",
  "lustre", "lustre_lite", "gpfs", "mmfs", "beegfs", "fhgfs", "ceph", "ceph-fuse", "glusterfs",
  "orangefs", "pvfs2", "panfs", "gfs", "gfs2", "ocfs2", "wekafs", "quobyte", "moosefs", "mfs",
  "lizardfs", "saunafs", "juicefs", "JuiceFS", "sshfs", "s3fs", "goofys", "rclone", "davfs",
  "gcsfuse",
  "virtiofs", "vboxsf", "prl_fs", "vmhgfs", "vmhgfs-fuse", "grpcfuse", "osxfs",
]
