extension EventHandler {
    /// What the core itself does on events, in order.
    package static let core: [EventHandler] = [.seedUnits, .endTokens]
}
