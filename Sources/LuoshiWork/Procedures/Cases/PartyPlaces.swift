import LuoshiCore

/// What a party's words are about: a record, and whoever opened the case on it.
struct CaseMatter {
    let register: RegisterDefinition
    let unit: String?
    let values: FieldValues
    let opener: InboxAddress?
}

/// Finds the posts that a party means, on the reading's day.
struct PartyPlaces {
    private let reading: Reading
    private let posts: PostStore
    private let units: UnitStore

    init(_ reading: Reading) {
        self.reading = reading
        posts = PostStore(reading.session)
        units = UnitStore(reading.session)
    }

    /// Where each of the parties finds what is put before them, each place once; refuses where one finds nobody.
    func places(of parties: [Party], for matter: CaseMatter) throws -> [InboxAddress] {
        var found: [InboxAddress] = []
        for party in parties {
            let places = try self.places(of: party, for: matter)
            if places.isEmpty {
                throw Refusal("case_nobody", "没有找到\(try words(party, for: matter))，办理到这一步会无人接收。请先由领导小组办公室设好岗位，再继续办理。")
            }
            found += places.filter { !found.contains($0) }
        }
        return found
    }

    /// Empty where the party means nobody.
    func places(of party: Party, for matter: CaseMatter) throws -> [InboxAddress] {
        switch party {
        case .recordUnit(let role): try place(in: matter.unit, role)
        case .county(let role): try place(in: matter.unit.flatMap(county), role)
        case .unit(let unit, let role): try place(in: unit, role)
        case .field(let field, let role): try place(in: Self.unit(in: field, of: matter), role)
        case .line(let line):
            try posts.posts(inChargeOf: line ?? matter.register.lineName, reading.inForce).map { .post($0.id) }
        case .role(let role): try posts.posts(carrying: role, reading.inForce).map { .post($0.id) }
        case .opener: matter.opener.map { [$0] } ?? []
        }
    }

    /// A unit's receiving post, or its posts with a role.
    private func place(in unit: String?, _ role: String?) throws -> [InboxAddress] {
        guard let unit else { return [] }
        let open = try posts.posts(of: unit, reading.inForce)
        guard let role else { return open.filter { $0.kind == .receiving }.prefix(1).map { .post($0.id) } }
        return try open.filter { try posts.roles(of: $0.id, reading.inForce).contains(role) }.map { .post($0.id) }
    }

    /// The county or park in which a unit stands; nil where it stands in none.
    private func county(of unit: String) throws -> String? {
        var at: String? = unit
        for _ in 0..<10 {
            guard let here = at, let found = try units.unit(here, on: reading.inForce) else { return nil }
            if [.county, .park].contains(found.kind) { return here }
            at = try units.parent(of: here, along: "administration", on: reading.inForce)
        }
        return nil
    }

    static func unit(in field: String, of matter: CaseMatter) -> String? {
        if case .text(let unit)? = matter.values[field] { unit } else { nil }
    }

    /// The party as people call it.
    func words(_ party: Party, for matter: CaseMatter) throws -> String {
        let titles = reading.rights.roleTitles
        func unit(_ id: String?, _ role: String?) throws -> String {
            let name = try id.flatMap { try units.unit($0, on: reading.inForce)?.shortName } ?? "所在单位"
            return name + (role.map { "“\(titles[$0] ?? $0)”岗位" } ?? "收文岗")
        }
        return switch party {
        case .recordUnit(let role): try unit(matter.unit, role)
        case .county(let role): try matter.unit.flatMap(county).map { try unit($0, role) } ?? "所在县（市、区）或园区"
        case .unit(let id, let role): try unit(id, role)
        case .field(let field, let role): try unit(Self.unit(in: field, of: matter), role)
        case .line: "分管“\(matter.register.title)”的岗位"
        case .role(let role): "担任“\(titles[role] ?? role)”的岗位"
        case .opener: "发起人"
        }
    }
}
