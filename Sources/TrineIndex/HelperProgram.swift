// SPDX-License-Identifier: MIT

import Glibc

/// A program that turns one file into another while a command waits.
///
/// Started by `posix_spawn` and not through Subprocess: pages are read on several threads by code that is
/// not asynchronous, and a thread of the pool that waited for an asynchronous one could wait for ever.
enum HelperProgram {
  /// How it went.
  enum Outcome: Hashable {
    case done, failed, missing
  }

  /// Runs a program found in `PATH`, without input, its output thrown away.
  /// - Parameters:
  ///   - name: the program.
  ///   - arguments: what it is given.
  ///   - seconds: after which it is ended.
  /// - Returns: whether it ended well.
  static func run(_ name: String, _ arguments: [String], atMost seconds: Double) -> Outcome {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, flags) in [(0, O_RDONLY), (1, O_WRONLY), (2, O_WRONLY)] as [(Int32, Int32)] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", flags, 0)
    }
    var words = ([name] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    switch posix_spawnp(&process, name, &actions, nil, &words, environ) {
    case 0: return waited(for: process, atMost: seconds)
    case ENOENT, EACCES: return .missing
    default: return .failed
    }
  }

  private static func waited(for process: pid_t, atMost seconds: Double) -> Outcome {
    var status: Int32 = 0
    var steps = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status == 0 ? .done : .failed }
      guard ended == 0 || errno == EINTR else { return .failed }
      steps += 1
      if Double(steps) * 0.002 > seconds {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        return .failed
      }
      usleep(2000)
    }
  }
}
