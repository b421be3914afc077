// SPDX-License-Identifier: MIT

import TrineCore
import TrineMPI

/// The mail between a stage and its neighbours: activations go forwards, gradients backwards.
///
/// Neighbours on one node have shared memory for it, others send messages.
struct StageLinks {
  /// Activations of the stage before; `nil` at the first one.
  private(set) var fromPrevious: (any MailReceiver)?
  /// Gradients for the stage before.
  private(set) var toPrevious: (any MailSender)?
  /// Gradients of the next stage; `nil` at the last one.
  private(set) var fromNext: (any MailReceiver)?
  /// Activations for the next stage.
  private(set) var toNext: (any MailSender)?
  /// What a run should know of it.
  let notes: [String]

  /// Connects the ranks of each replica; collective over those of all.
  /// - Parameters:
  ///   - layout: How they share the model.
  ///   - setting: Who they are, what memory they may share, and the wire between them.
  /// - Throws: what MPI throws.
  init(_ layout: PipelineLayout, _ setting: TrainingSetting) throws(MPIError) {
    let maker = try LinkMaker(layout, setting)
    let group = setting.grid.model
    notes = maker.notes
    if group.rank > 0 {
      fromPrevious = maker.receiver(from: group.rank - 1, .activations)
      toPrevious = maker.sender(to: group.rank - 1, .gradients)
    }
    if group.rank < group.size - 1 {
      fromNext = maker.receiver(from: group.rank + 1, .gradients)
      toNext = maker.sender(to: group.rank + 1, .activations)
    }
  }

  /// Waits until everything that was sent has left.
  func finish() throws(MPIError) {
    try toPrevious?.finish()
    try toNext?.finish()
  }
}

/// Makes the ends of mail between neighbouring stages.
private struct LinkMaker {
  /// What goes between stages, each with a box, or a tag, of its own.
  enum Cargo: Int, CaseIterable {
    case activations
    case gradients
  }

  let notes: [String]
  private let group: Communicator
  /// The node of each stage, and which of the node's ranks it has.
  private let places: [(node: Int, rank: Int)]
  private let mail: SharedMail?
  private let slots: Int
  private let length: Int
  private let post: WiredPost?

  init(_ layout: PipelineLayout, _ setting: TrainingSetting) throws(MPIError) {
    let (group, wire) = (setting.grid.model, setting.wire)
    self.group = group
    (slots, length) = (layout.slots, layout.rows * layout.widest)
    let offset = wire == nil ? 0 : try group.clockOffset()
    post = wire.map { WiredPost(wire: $0, offset: offset) }
    let nodes = try NodeLayout(group)
    var facts = [Double](repeating: 0, count: 2 * group.size)
    var span = facts.mutableSpan
    try group.allgather([Double(nodes.nodeIndex), Double(nodes.node.rank)].span, into: &span)
    places = (0..<group.size).map { (Int(facts[2 * $0]), Int(facts[2 * $0 + 1])) }
    let plain = group.size > 1 ? ["stages send each other messages"] : []
    guard wire == nil else {
      (mail, notes) = (nil, plain)
      return
    }
    let boxes = Cargo.allCases.count
    let bytes = SharedMail.byteCount(boxes: boxes, slots: slots, length: length)
    let shares = nodes.node.size > 1
    // Also replicas that share nothing say so, since all hear one answer.
    let isRoom = try setting.room.isThere(for: shares ? bytes : 0)
    guard isRoom, shares else {
      let floats = "\((boxes * slots * length).grouped) shared floats a rank"
      let shortage = ["\(SharedRoom.shortage(of: floats)); stages send each other messages"]
      (mail, notes) = (nil, isRoom ? plain : shortage)
      return
    }
    mail = try SharedMail(node: nodes.node, boxes: boxes, slots: slots, length: length)
    notes = []
  }

  /// Whether another stage is on this one's node, which both agree on, and memory is shared there.
  private func shares(with stage: Int) -> Bool {
    mail != nil && places[stage].node == places[group.rank].node
  }

  func sender(to stage: Int, _ cargo: Cargo) -> any MailSender {
    if let mail, shares(with: stage) {
      return mail.sender(to: places[stage].rank, box: cargo.rawValue)
    }
    guard let post else {
      return MessageSender(group, to: stage, tag: cargo.rawValue, slots: slots, length: length)
    }
    let longer = length + WiredPost.stampLength
    let base = MessageSender(group, to: stage, tag: cargo.rawValue, slots: slots, length: longer)
    return WiredSender(base, post, length: length)
  }

  func receiver(from stage: Int, _ cargo: Cargo) -> any MailReceiver {
    if let mail, shares(with: stage) { return mail.receiver(box: cargo.rawValue) }
    guard let post else {
      return MessageReceiver(group, from: stage, tag: cargo.rawValue, slots: slots, length: length)
    }
    let (tag, longer) = (cargo.rawValue, length + WiredPost.stampLength)
    let base = MessageReceiver(group, from: stage, tag: tag, slots: slots, length: longer)
    return WiredReceiver(base, post)
  }
}
