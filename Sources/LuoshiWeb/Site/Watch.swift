import LuoshiCore

/// How the system stands, for whoever watches over it. Holds no secret and no name.
package struct Readiness: Sendable {
    /// Where the database's tables stand to the program.
    package enum Schema: String, Sendable {
        case current, older
        /// Another server has added to the tables; this one works on and waits for its own upgrade.
        case newer
        /// Nobody could ask.
        case unknown
    }

    let isDatabaseAnswering: Bool
    let schema: Schema
    /// Seconds since the checkpoint service last did its round.
    let checkpointAge: Int

    package init(isDatabaseAnswering: Bool, schema: Schema, checkpointAge: Int) {
        self.isDatabaseAnswering = isDatabaseAnswering
        self.schema = schema
        self.checkpointAge = checkpointAge
    }

    /// The service goes round every minute; five are too many.
    var isCheckpointing: Bool { checkpointAge <= 300 }
    var isReady: Bool { isDatabaseAnswering && (schema == .current || schema == .newer) && isCheckpointing }

    var json: String {
        """
        {"status":"\(isReady ? "ok" : "unavailable")","database":"\(isDatabaseAnswering ? "ok" : "unreachable")",\
        "schema":"\(schema.rawValue)","checkpoint":"\(isCheckpointing ? "ok" : "late")",\
        "checkpoint_age_seconds":\(checkpointAge)}

        """
    }
}

/// What the site asks of the program it runs in.
package struct Watch: Sendable {
    let readiness: @Sendable () async -> Readiness
    /// The figures in Prometheus' text format; takes the number of sessions, where it is known.
    let metrics: @Sendable (_ sessions: Int?) async -> String

    package init(
        readiness: @escaping @Sendable () async -> Readiness,
        metrics: @escaping @Sendable (_ sessions: Int?) async -> String
    ) {
        self.readiness = readiness
        self.metrics = metrics
    }
}
