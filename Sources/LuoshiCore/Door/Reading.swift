package import Database

/// What a command or a query may look at: one transaction's view of the data, the clock, the actor's standing, the package in force.
package struct Reading {
    package let session: any Session
    package let moment: Moment
    package let standing: Standing
    package let package: ActivePackage?

    init(session: any Session, moment: Moment, standing: Standing, package: ActivePackage?) {
        self.session = session
        self.moment = moment
        self.standing = standing
        self.package = package
        self.inForce = InForce(moment.day)
    }

    /// The same reading as the system would have given it at the end of a past day, with today's rights (DESIGN §5).
    init(_ reading: Reading, asKnownOn day: Day) {
        self.session = reading.session
        self.moment = Moment(instant: reading.moment.instant, day: day)
        self.standing = reading.standing
        self.package = reading.package
        self.inForce = InForce(day, asKnownThen: true)
    }

    package var day: Day { moment.day }
    /// The rows of dated tables that count: today's, or those known on the past day that was asked for.
    package let inForce: InForce
    package var rights: Rights { package?.rights ?? .bare }

    /// Whether this actor may, so that a page offers only what would be accepted.
    package func allows(_ permission: Permission, on subject: Subject = .city, writing: Bool = false) -> Bool {
        rights.decide(permission, on: [subject], for: standing, writing: writing).isAllowed
    }
}
