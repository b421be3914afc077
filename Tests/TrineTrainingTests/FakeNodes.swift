// SPDX-License-Identifier: MIT

import Foundation

/// Several nodes that are all this machine: ranks of different ones share no memory as far as MPI
/// knows, and send each other messages over TCP.
final class FakeNodes: Sendable {
  private let folder: TemporaryFolder
  /// What `mpirun` is told.
  let launcher: [String]

  /// Makes two nodes with room for some ranks on each.
  init(ranksOfEach ranks: Int) throws {
    folder = try TemporaryFolder()
    // In the place of ssh: it is given the name of a host and a command. Open MPI keeps the files of
    // a machine in one folder, where daemons that start at once must not meet.
    let agent = """
      #!/bin/sh
      TMPDIR="\(folder.path)/$1"
      export TMPDIR
      mkdir "$TMPDIR" 2>/dev/null
      shift
      exec sh -c "$*"

      """
    try folder.write("agent", agent)
    let path = folder.url("agent").path
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    launcher = [
      "--host", "nodea:\(ranks),nodeb:\(ranks)", "--mca", "plm_rsh_agent", path,
      "--mca", "plm_rsh_no_tree_spawn", "1", "--mca", "btl", "tcp,self",
    ]
  }
}
