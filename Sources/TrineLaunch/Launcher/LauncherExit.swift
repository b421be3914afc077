// SPDX-License-Identifier: MIT

import Subprocess

/// How the program that starts the ranks ended.
enum LauncherExit: Equatable {
  case code(Int32)
  case signal(Int32)
  case notStarted(String)

  init(_ result: Result<TerminationStatus, any Error>) {
    self =
      switch result {
      case .success(.exited(let code)): .code(code)
      case .success(.signaled(let signal)): .signal(signal)
      case .failure(let error): .notStarted("\(error)")
      }
  }

  /// How it ended, to follow the program's name.
  var words: String {
    switch self {
    case .code(let code): "ended with exit code \(code)"
    case .signal(let signal): "was killed by \(signalName(signal))"
    case .notStarted(let why): "could not be started: \(why)"
    }
  }

  /// The exit code, when it is one.
  var code: Int32? {
    guard case .code(let code) = self else { return nil }
    return code
  }
}

/// The name and number of a signal: `SIGKILL (9)`.
func signalName(_ signal: Int32) -> String {
  let index = Int(signal) - 1
  return signals.indices.contains(index) ? "SIG\(signals[index]) (\(signal))" : "signal \(signal)"
}

/// The signals of Linux from 1 on (signal(7)).
private let signals = [
  "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
  "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
  "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
]
