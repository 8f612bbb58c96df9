import Database

extension Refusal {
    /// The sentence for what the database failed to do through nobody's fault; nil for any other error.
    package init?(database error: any Error) {
        switch error as? DatabaseError {
        case .connectionLost: self = .databaseAway
        case .commitUnknown: self = .outcomeUnknown
        case .timedOut: self = .databaseSlow
        case .serializationFailure: self = .busy
        default: return nil
        }
    }
}
