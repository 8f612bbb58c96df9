package import Database

extension Migration {
    /// The work floor's tables, oldest first; those of registers are made when a package is adopted.
    package static let work: [Migration] = [.w001Registers, .w010Cases, .w011Duties, .w020CaseLetters]
}
