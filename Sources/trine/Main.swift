// SPDX-License-Identifier: MIT

import ArgumentParser
import Glibc
import TrineCore

/// Parses the command line, runs the command, and turns what went wrong into words and a code.
@main enum Main {
  static func main() async {
    do {
      var command = try Trine.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let diagnostic as Diagnostic {
      fail("\(diagnostic)", code: diagnostic.cause.exitCode)
    } catch let diagnostics as Diagnostics {
      let code = diagnostics.list.map(\.cause.exitCode).max() ?? EXIT_FAILURE
      fail(diagnostics.list.map(\.description).joined(separator: "\nError: "), code: code)
    } catch {
      Trine.exit(withError: error)
    }
  }

  private static func fail(_ message: String, code: Int32) -> Never {
    Console.note("Error: \(message)")
    exit(code)
  }
}
