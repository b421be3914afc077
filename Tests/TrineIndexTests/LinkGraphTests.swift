// SPDX-License-Identifier: MIT

import Testing
import TrineCatalog
import TrineCore
import TrineIndex

@Suite("The graph of links")
struct LinkGraphTests {
  @Test("draws an experiment that is not there as missing, unless it was run")
  func missingExperiments() throws {
    let lab = try Lab()
    try lab.put("# MPI\n[[exp:nope]] [[exp:gone]] [[exp:gone-by]]\n", "notes/topics/mpi.md")
    try lab.put("# gone-by-1\n", "reports/runs/gone-by-1.md")
    try lab.sync()
    let graph = try LinkGraph(lab.catalog)
    #expect(
      graph.nodes.map(\.id) == [
        "experiment:gone-by", "missing:gone", "missing:nope", "topic:mpi",
      ]
    )
    let book = try LinkBook(lab.catalog)
    #expect(book.node(of: .experiment("nope")).kind == .missing)
    #expect(book.node(named: "exp:gone-by")?.kind == .experiment)
  }

  @Test("knows what links say, and where they lead by any name")
  func graph() throws {
    let lab = try Lab()
    try lab.put(
      "---\ntitle: A\naliases: [a2015]\n---\n## What it criticises\n[[b2019]]\n## Digest\n[[b2019]] [[nowhere]]\n",
      "notes/papers/a2016.md"
    )
    try lab.put(
      "---\ntitle: B\n---\n## Digest\n[[mpi THREADS]] [[b2019]]\n",
      "notes/papers/b2019.md"
    )
    try lab.put("# MPI threads\n[[a2015]] [[exp:x]] [[run:x-1]]\n", "notes/topics/mpi.md")
    try lab.put("question: Q?\npapers: [a2015, b2019]\n", "experiments/x.yaml")
    try lab.sync()
    let graph = try LinkGraph(lab.catalog)
    #expect(
      graph.nodes.map(\.id) == [
        "experiment:x", "missing:nowhere", "missing:x-1", "paper:a2016", "paper:b2019", "topic:mpi",
      ]
    )
    #expect(
      graph.edges.map { "\($0.from) \($0.relation.rawValue) \($0.to)" } == [
        "experiment:x tests paper:a2016", "experiment:x tests paper:b2019",
        "paper:a2016 links missing:nowhere", "paper:a2016 criticises paper:b2019",
        "paper:b2019 links topic:mpi", "topic:mpi links experiment:x",
        "topic:mpi links missing:x-1",
        "topic:mpi links paper:a2016",
      ]
    )
    #expect(graph.around("missing:nowhere", depth: 0).nodes.count == 1)
    #expect(
      graph.around("missing:nowhere", depth: 1).nodes.map(\.id) == [
        "missing:nowhere", "paper:a2016",
      ]
    )
    #expect(graph.around("missing:nowhere", depth: 9) == graph)
    let book = try LinkBook(lab.catalog)
    #expect(book.node(named: "a2015")?.id == "paper:a2016")
    #expect(book.node(named: "MPI Threads")?.id == "topic:mpi")
    #expect(book.node(named: "exp:x")?.id == "experiment:x")
    #expect(book.node(named: "x")?.id == "experiment:x")
    #expect(book.node(named: "exp:y") == nil && book.node(named: "run:x-9") == nil)
  }
}
