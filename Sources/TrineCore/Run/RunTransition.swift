// SPDX-License-Identifier: MIT

/// One line of a run's `supervisor.events.jsonl`: the run came to stand at a status.
///
/// The first line is `queued` and names the run; the last one says how it ended. A `running` after
/// an end resumes the run.
public struct RunTransition: Hashable, Codable, Sendable {
  /// The process that looks after the run, so that others can tell whether it is still there.
  public struct Supervisor: Hashable, Codable, Sendable {
    /// Its process id.
    public var process: Int32
    /// When it started, in clock ticks since boot, as in `/proc/PID/stat`: tells a process from a
    /// later one with the same id.
    public var startTicks: UInt64
    /// The machine.
    public var host: String
    /// The boot of that machine, as in `/proc/sys/kernel/random/boot_id`.
    public var boot: String

    /// Describes a process.
    public init(process: Int32, startTicks: UInt64, host: String, boot: String) {
      self.process = process
      self.startTicks = startTicks
      self.host = host
      self.boot = boot
    }
  }

  /// When, as `Timestamp` writes it.
  public var time: String
  /// Where the run stands from then on.
  public var status: RunStatus
  /// Why, in words.
  public var reason: String?
  /// The run's unique id; in the first line.
  public var uid: String?
  /// Who looks after the run; in the first line, and where it was resumed.
  public var supervisor: Supervisor?
  /// The checkpoint from which the run goes on, relative to its folder; where it was resumed.
  public var resumedFrom: String?
  /// How many ranks are started; where they are.
  public var ranks: Int?

  /// Makes a transition.
  public init(
    time: String,
    status: RunStatus,
    reason: String? = nil,
    uid: String? = nil,
    supervisor: Supervisor? = nil,
    resumedFrom: String? = nil,
    ranks: Int? = nil
  ) {
    self.time = time
    self.status = status
    self.reason = reason
    self.uid = uid
    self.supervisor = supervisor
    self.resumedFrom = resumedFrom
    self.ranks = ranks
  }
}
