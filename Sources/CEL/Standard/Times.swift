extension StandardLibrary {
    /// Moments and spans: made from text, taken apart. Source: language definition, "Timestamps and durations".
    static let times: [Function] =
        [
            Function("timestamp", timestamps), Function("duration", durations),
            selector("getFullYear") { $0.day.year }, selector("getMonth") { $0.day.month - 1 },
            selector("getDayOfYear") { $0.day.dayOfYear }, selector("getDayOfMonth") { $0.day.day - 1 },
            selector("getDate") { $0.day.day }, selector("getDayOfWeek") { $0.weekday },
            selector("getHours", span: 3_600_000_000_000) { $0.hour },
            selector("getMinutes", span: 60_000_000_000) { $0.minute },
            selector("getSeconds", span: 1_000_000_000) { $0.second },
            Function("getMilliseconds", milliseconds),
        ]

    private static let timestamps: [Overload] = [
        unary(.timestamp, .timestamp) { (value, _) throws(EvaluationFailure) in value },
        unary(.int, .timestamp) { (value, _) throws(EvaluationFailure) in
            guard case .int(let seconds) = value, let moment = TimestampValue(seconds: seconds) else {
                throw EvaluationFailure("range error: a timestamp lies in the years 1 to 9999")
            }
            return .timestamp(moment)
        },
        unary(.string, .timestamp) { (value, _) throws(EvaluationFailure) in
            guard case .string(let text) = value, let moment = TimestampValue(text) else {
                throw EvaluationFailure(
                    "\(value.quotedShort) is no timestamp; one is written '2026-03-31T08:00:00Z', in the years 1 to 9999"
                )
            }
            return .timestamp(moment)
        },
    ]

    private static let durations: [Overload] = [
        unary(.duration, .duration) { (value, _) throws(EvaluationFailure) in value },
        unary(.int, .duration) { (value, _) throws(EvaluationFailure) in
            guard case .int(let seconds) = value, let span = DurationValue(seconds: seconds) else {
                throw EvaluationFailure("range error: a duration is at most about 292 years")
            }
            return .duration(span)
        },
        unary(.string, .duration) { (value, _) throws(EvaluationFailure) in
            guard case .string(let text) = value, let span = DurationValue(text) else {
                throw EvaluationFailure(
                    "\(value.quotedShort) is no duration; one is written '1h30m' or '1.5s', at most about 292 years")
            }
            return .duration(span)
        },
    ]

    /// A part of a moment's clock and calendar, in UTC or a time zone; of a span, how many whole units it has.
    private static func selector(
        _ name: String, span unit: Int64? = nil, _ part: @escaping @Sendable (ClockTime) -> Int
    ) -> Function {
        var overloads = [
            unary(.timestamp, .int, member: true) { (value, _) throws(EvaluationFailure) in
                guard case .timestamp(let moment) = value else { throw .noOverload(name, value) }
                return .int(part(ClockTime(moment, offset: 0)))
            },
            Overload(
                [.timestamp, .string], .int, member: true,
                .binary { (value, zone, meter) throws(EvaluationFailure) in
                    guard case .timestamp(let moment) = value, case .string(let zone) = zone else {
                        throw .noOverload(name, value, zone)
                    }
                    try meter.charge(10)
                    return .int(part(ClockTime(moment, offset: try TimeZones.offset(zone, moment))))
                }),
        ]
        if let unit {
            overloads.append(
                unary(.duration, .int, member: true) { (value, _) throws(EvaluationFailure) in
                    guard case .duration(let span) = value else { throw .noOverload(name, value) }
                    return .int(span.nanoseconds / unit)
                })
        }
        return Function(name, overloads)
    }

    private static let milliseconds: [Overload] = [
        unary(.timestamp, .int, member: true) { (value, _) throws(EvaluationFailure) in
            guard case .timestamp(let moment) = value else { throw .noOverload("getMilliseconds", value) }
            return .int(Int64(moment.nanoseconds / 1_000_000))
        },
        Overload(
            [.timestamp, .string], .int, member: true,
            .binary { (value, zone, _) throws(EvaluationFailure) in
                guard case .timestamp(let moment) = value, case .string(let zone) = zone else {
                    throw .noOverload("getMilliseconds", value, zone)
                }
                _ = try TimeZones.offset(zone, moment)
                return .int(Int64(moment.nanoseconds / 1_000_000))
            }),
        // The part below a second, as the conformance cases have it, not the whole span.
        unary(.duration, .int, member: true) { (value, _) throws(EvaluationFailure) in
            guard case .duration(let span) = value else { throw .noOverload("getMilliseconds", value) }
            return .int(span.nanoseconds / 1_000_000 % 1000)
        },
    ]
}
