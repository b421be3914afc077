// SPDX-License-Identifier: MIT

public import TrineCatalog
public import TrineCore
public import TrineStatistics

/// The claims of a workspace's notes and what its experiments say about them.
///
/// Nothing of it is stored: an experiment's file says which runs decide, and the catalog has the runs.
public struct ClaimBook: Sendable {
  /// What one experiment says about a claim.
  public struct Test: Sendable {
    /// The experiment's name.
    public let experiment: String
    /// The verdict and the runs behind it.
    public let finding: ClaimFinding
  }

  /// An experiment that names a claim, and whose file cannot be read.
  public struct Unread: Sendable {
    /// The experiment's name.
    public let experiment: String
    /// What is wrong with its file.
    public let problems: [Diagnostic]

    /// Why it tests nothing.
    public var reason: String {
      let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
      return "its experiment cannot be read: \(problems.first.map(\.headline) ?? "")\(more)"
    }
  }

  /// A claim with all tests of it.
  public struct Entry: Sendable {
    /// What it is called.
    public let reference: ClaimReference
    /// The claim as its note has it; `nil` where an experiment names one that no note has.
    public let claim: PaperClaim?
    /// The note's file, relative to the workspace.
    public let file: String?
    /// What experiments say about it, by their names.
    public let tests: [Test]
    /// The experiments that name it and cannot be read.
    public let unread: [Unread]
  }

  /// By citation key, in the order of the notes; claims that no note has come last.
  public let entries: [Entry]
  /// Why some experiments could not be asked.
  public let problems: [Diagnostic]
  /// The keys of papers by those they had before.
  private let renamed: [CitationKey: CitationKey]

  /// Asks all experiments that name a claim.
  /// - Throws: a `Diagnostic` when the catalog cannot be read.
  public init(_ workspace: Workspace, catalog: Catalog) throws {
    var reader = ExperimentClaims(workspace: workspace, catalog: catalog)
    for file in try catalog.filesNamingClaims() { try reader.read(file) }
    problems = reader.problems
    renamed = try catalog.renamedKeys()
    let tests = Self.joined(reader.tests, renamed)
    let unread = Self.joined(reader.unread, renamed)
    var strays = Set(tests.keys).union(unread.keys)
    var entries = try catalog.claims().compactMap { entry -> Entry? in
      guard let reference = ClaimReference(paper: entry.citekey, id: entry.claim.id) else {
        return nil
      }
      strays.remove(reference)
      return Entry(
        reference: reference,
        claim: entry.claim,
        file: entry.file,
        tests: tests[reference] ?? [],
        unread: unread[reference] ?? []
      )
    }
    for reference in strays.sorted() {
      entries.append(
        Entry(
          reference: reference,
          claim: nil,
          file: nil,
          tests: tests[reference] ?? [],
          unread: unread[reference] ?? []
        )
      )
    }
    self.entries = entries
  }

  /// What is said under the keys that papers had before, under those they have now.
  private static func joined<Said>(
    _ said: [ClaimReference: [Said]],
    _ renamed: [CitationKey: CitationKey]
  ) -> [ClaimReference: [Said]] {
    said.sorted { $0.key < $1.key }.reduce(into: [:]) { joined, entry in
      joined[entry.key.renamed(renamed), default: []] += entry.value
    }
  }

  /// The claims of a paper, by its key or one that it had before.
  public func entries(of key: CitationKey) -> [Entry] {
    entries.filter { $0.reference.paper == renamed[key] ?? key }
  }

  /// The claim a reference names.
  public func entry(_ reference: ClaimReference) -> Entry? {
    let reference = reference.renamed(renamed)
    return entries.first { $0.reference == reference }
  }
}

extension ClaimReference {
  fileprivate func renamed(_ renamed: [CitationKey: CitationKey]) -> ClaimReference {
    renamed[paper].flatMap { ClaimReference(paper: $0, id: id) } ?? self
  }
}

extension ClaimBook.Entry {
  /// The word for each verdict there is; `untested` where there is none.
  public var statuses: [Verdict.Status] {
    let statuses = tests.map(\.finding.verdict.status)
    return statuses.isEmpty || !unread.isEmpty ? statuses + [.untested] : statuses
  }
}

/// Asks experiments one after the other.
private struct ExperimentClaims {
  let workspace: Workspace
  let catalog: Catalog
  var tests: [ClaimReference: [ClaimBook.Test]] = [:]
  var unread: [ClaimReference: [ClaimBook.Unread]] = [:]
  var problems: [Diagnostic] = []

  mutating func read(_ file: String) throws {
    let experiment: ClaimingExperiment?
    do {
      experiment = try ClaimingExperiment(file: file, in: workspace)
    } catch {
      return try note(error, of: file)
    }
    guard let experiment else { return }
    let runs = try catalog.runs(experiment: experiment.name)
    for finding in experiment.findings(from: runs) {
      let test = ClaimBook.Test(experiment: experiment.name, finding: finding)
      tests[finding.test.claim, default: []].append(test)
    }
  }

  /// Keeps what is wrong with a file for the claims that it names, as far as that could be read.
  private mutating func note(_ error: any Error, of file: String) throws {
    let found =
      switch error {
      case let problem as Diagnostic: [problem]
      case let several as Diagnostics: several.list
      default: [Diagnostic(.failure, at: SourceLocation(file: file), "\(error)")]
      }
    problems += found
    for link in try catalog.links(in: file) where link.form == .field {
      guard let id = link.heading,
        let reference = ClaimReference("\(link.target.name)#\(id)")
      else { continue }
      let own = ClaimBook.Unread(experiment: link.page.name, problems: found)
      let isKnown = unread[reference]?.last?.experiment == own.experiment
      if !isKnown { unread[reference, default: []].append(own) }
    }
  }
}
