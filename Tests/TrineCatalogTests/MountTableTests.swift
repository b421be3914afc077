// SPDX-License-Identifier: MIT

import Testing

@testable import TrineCatalog

@Suite("The file system of a path")
struct MountTableTests {
  private let table = MountTable(
    mountInfo: #"""
      22 28 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw
      28 0 252:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
      91 28 0:52 / /home rw,relatime shared:40 - autofs systemd-1 rw,fd=30
      92 91 0:53 / /home rw,relatime shared:41 master:2 - nfs4 server:/home rw,vers=4.2
      93 92 0:54 / /home/ada/fast rw - ext4 /dev/nvme0n1 rw
      94 28 0:55 / /mnt/my\040lab\134x rw - cifs //server/lab rw
      95 28 0:56 / /mnt/remote rw - fuse.sshfs ada@host:/ rw
      a line of something else
      96 28 0:57 / /mnt/none rw

      """#
  )

  @Test(
    "is that of the longest mount point above it, the later one of two",
    arguments: [
      ("/", "ext4"), ("/tmp/work", "ext4"), ("/homes", "ext4"), ("/home", "nfs4"),
      ("/home/ada", "nfs4"), ("/home/ada/fast", "ext4"), ("/home/ada/fast/x/.trine", "ext4"),
      ("/home/ada/faster", "nfs4"), (#"/mnt/my lab\x/w"#, "cifs"), ("/mnt/my", "ext4"),
      ("/mnt/remote/a", "fuse.sshfs"), ("/sys/kernel", "sysfs"), ("/mnt/none/a", "ext4"),
    ]
  )
  func longestPrefix(_ path: String, _ type: String) {
    #expect(table.fileSystem(of: path) == type)
  }

  @Test("is unknown where nothing is mounted")
  func emptyTable() {
    #expect(MountTable(mountInfo: "").fileSystem(of: "/tmp") == nil)
  }

  @Test(
    "is shared between machines for",
    arguments: [
      "nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "lustre", "gpfs", "beegfs",
      "ceph", "fuse.ceph-fuse", "fuse.glusterfs", "afs", "fuse.juicefs",
    ]
  )
  func shared(_ type: String) {
    #expect(MountTable.isShared(type))
  }

  @Test(
    "is one machine's own for",
    arguments: ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "fuse.gocryptfs"]
  )
  func local(_ type: String) {
    #expect(!MountTable.isShared(type))
  }
}
