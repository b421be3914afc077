// SPDX-License-Identifier: MIT

public import FoundationEssentials

extension Day {
  /// The first moment of the day in a time zone.
  public func start(in timeZone: TimeZone) -> Date {
    let midnight = Date(timeIntervalSince1970: Double(ordinal) * 86_400)
    func shifted(by offset: Int) -> Date { midnight.addingTimeInterval(-Double(offset)) }
    // The offset that holds at midnight is known only near it: first guess, then look.
    let guess = shifted(by: timeZone.secondsFromGMT(for: midnight))
    let start = shifted(by: timeZone.secondsFromGMT(for: guess))
    // Where clocks skip midnight itself, the day starts when they do.
    return Day(start, in: timeZone) == self ? start : guess
  }
}

extension Week {
  /// Its moments in a time zone, from Monday's first to the next Monday's.
  public func moments(in timeZone: TimeZone) -> Range<Date> {
    monday.start(in: timeZone)..<sunday.advanced(by: 1).start(in: timeZone)
  }
}
