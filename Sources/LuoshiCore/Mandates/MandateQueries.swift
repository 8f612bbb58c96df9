import Database

/// A mandate with the names a page shows.
package struct MandateSheet: Sendable, Hashable {
    package enum State: String, Sendable, Codable, CaseIterable {
        case coming, inForce, endingSoon, expired, ended
        /// A delegation whose giver holds the post no longer.
        case lapsed

        package var title: String {
            switch self {
            case .coming: "未到起始日"
            case .inForce: "有效"
            case .endingSoon: "即将到期"
            case .expired: "已到期"
            case .ended: "已终止"
            case .lapsed: "随离岗终止"
            }
        }

        package var isOpen: Bool { [.coming, .inForce, .endingSoon].contains(self) }
    }

    package let mandate: Mandate
    package let state: State
    /// Who has it, with their login.
    package let holder: String
    package let holderLogin: String
    /// Who gave it.
    package let giver: String
    /// The post acted in, with its unit; nil for an access or an agency.
    package let postTitle: String?
    /// Short names of the units, in order.
    package let unitNames: [String]
    package let isWholeCity: Bool
    package let roleTitles: [String]
}

extension MandateSheet {
    /// Within so many days of its end it is "ending soon".
    private static let soonInDays = 14

    init(_ mandate: Mandate, in reading: Reading) throws {
        let posts = PostStore(reading.session)
        let units = UnitStore(reading.session)
        let holder = try posts.nameAndLogin(of: mandate.account)
        let post = try mandate.post.flatMap { try posts.post($0) }
        let postUnit = try post.flatMap { try units.unit($0.unit, on: reading.inForce) }
        let lapsed = try mandate.post.map { try !posts.isHeld($0, by: mandate.grantedBy, reading.inForce) } ?? false
        let root = try units.root(of: "administration")
        self.init(
            mandate: mandate, state: Self.state(mandate, lapsed: lapsed, on: reading.day), holder: holder?.name ?? "",
            holderLogin: holder?.login ?? "",
            giver: try posts.nameAndLogin(of: mandate.grantedBy)?.name ?? "系统",
            postTitle: post.map { "\(postUnit?.shortName ?? $0.unit)\($0.title)" },
            unitNames: try mandate.units.map { try units.unit($0, on: reading.inForce)?.shortName ?? $0 },
            isWholeCity: mandate.units.contains { $0 == root },
            roleTitles: mandate.roles.map { reading.rights.roleTitles[$0] ?? $0 })
    }

    private static func state(_ mandate: Mandate, lapsed: Bool, on day: Day) -> State {
        if mandate.isEnded { return .ended }
        if day >= mandate.until { return .expired }
        if lapsed { return .lapsed }
        if day < mandate.from { return .coming }
        return mandate.until.number - day.number <= soonInDays ? .endingSoon : .inForce
    }
}

/// What I gave and what I was given, newest first.
package struct MyMandates: Query {
    package static let name = "mandate.mine"

    package init() {}

    package var permission: Permission { "mandate.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }

    package func answer(in reading: Reading) throws -> (given: [MandateSheet], received: [MandateSheet]) {
        let own = reading.standing.account ?? ""
        let all = try MandateStore(reading.session).touching(own, reading.inForce).map {
            try MandateSheet($0, in: reading)
        }
        return (all.filter { $0.mandate.grantedBy == own }, all.filter { $0.mandate.account == own })
    }
}

/// Every power in force, ending soon or ended, for the office.
package struct AllMandates: Query {
    package static let name = "mandate.list"

    package init() {}

    package var permission: Permission { "mandate.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [MandateSheet] {
        try MandateStore(reading.session).all(reading.inForce).map { try MandateSheet($0, in: reading) }
    }
}

/// One mandate as its paper says; nil where there is none.
package struct MandateByID: Query {
    package static let name = "mandate.paper"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "mandate.read" }

    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let mandate = try MandateStore(reading.session).mandate(id) else { return [.city] }
        return [mandate.subject(for: reading.standing)]
    }

    package func answer(in reading: Reading) throws -> MandateSheet? {
        try MandateStore(reading.session).mandate(id, reading.inForce).map { try MandateSheet($0, in: reading) }
    }
}

/// The posts that I hold myself and may let others act in, with the permissions each grants.
package struct MyPosts: Query {
    package static let name = "mandate.my_posts"

    package init() {}

    package var permission: Permission { "mandate.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }

    package func answer(in reading: Reading) throws -> [DelegablePost] {
        try reading.standing.capacities.filter(\.isOwn).compactMap { capacity in
            guard let post = capacity.post, let unit = capacity.unit else { return nil }
            let name = try UnitStore(reading.session).unit(unit, on: reading.inForce)?.shortName ?? unit
            let held = PermissionTitle.all.filter { reading.rights.grants(anyOf: capacity.roles, $0) }
            return DelegablePost(
                id: post, title: "\(name)\(capacity.title)", permissions: held.filter { !$0.isCovered(by: "mandate.*") }
            )
        }
    }
}

/// A post somebody holds, and what may be done in it.
package struct DelegablePost: Sendable, Hashable {
    package let id: String
    package let title: String
    package let permissions: [Permission]
}
