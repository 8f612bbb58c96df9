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
    }

    package var day: Day { moment.day }
    package var rights: Rights { package?.rights ?? .bare }

    /// Whether this actor may, so that a page offers only what would be accepted.
    package func allows(_ permission: Permission, on subject: Subject = .city) -> Bool {
        rights.decide(permission, on: [subject], for: standing).isAllowed
    }
}
