package import Database

extension Migration {
    /// The tables of the figures floor, in order.
    package static let figures: [Migration] = [.f001Figures, .f002Collected, .f003Editions, .f004Bases, .f005Published]
}
