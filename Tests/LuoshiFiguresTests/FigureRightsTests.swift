import Database
import DatabaseTesting
import Testing

@testable import LuoshiCore
@testable import LuoshiFigures

/// What is decided once for many figures of a unit is what is decided on each.
@Suite struct FigureRightsTests {
    /// Indicators along two hierarchies, some open to everybody.
    private static let files: PackageFiles = {
        var texts = TinyFigures.files.texts
        for (number, path) in TinyFigures.indicators.keys.sorted().enumerated() {
            if number % 3 == 0 { texts[path]? += "public: proactive\n" }
        }
        texts["units.yaml"]? += """

              - key: park
                title: 园区
                root: 9000-a
                edges:
                  - {parent: 9000-a, children: [9001-g]}
            """
        for key in ["valid", "regional", "turnover"] {
            texts["indicators/\(key).yaml"]? += "along: park\n"
        }
        return PackageFiles(texts: texts)
    }()

    @Test(arguments: TestDatabases.engines)
    func `rights decided once for many figures are those decided on each, whatever is granted`(engine: TestEngine)
        async throws
    {
        try await FigureHouse.with(engine, Self.files) { house in
            let compared = try await house.door.ask(CompareRights(seeds: 1...200), as: house.system)
            #expect(compared.faults == [])
            // Grants that allow nothing, or all, would show nothing.
            #expect(compared.mixed > 30, "\(compared)")
        }
    }
}

/// Decides on all figures of some units under random grants, at once and one by one.
private struct CompareRights: Query {
    static let name = "figure.compare_rights"
    let seeds: ClosedRange<UInt64>

    struct Compared {
        var faults: [String] = []
        /// How often some figures of a unit were allowed and some were not.
        var mixed = 0
    }

    var permission: Permission { "figure.read" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    func answer(in reading: Reading) throws -> Compared {
        var compared = Compared()
        let indicators = reading.indicators.indicators
        for seed in seeds {
            var drawn = Drawn(seed: seed)
            let random = try #require(reading.under(Self.rights(&drawn), Self.standing(&drawn, indicators)))
            for unit in Self.units {
                var atOnce = FigureRights(random, permission, of: unit)
                var answers: Set<Bool> = []
                for indicator in indicators.shuffled(using: &drawn) {
                    let each = random.allows(permission, on: try random.subject(indicator, of: unit))
                    answers.insert(each)
                    if try atOnce.allow(indicator) != each {
                        compared.faults.append("seed \(seed): \(indicator.key) of \(unit) should be \(each)")
                    }
                }
                if answers.count == 2 { compared.mixed += 1 }
            }
        }
        return compared
    }

    private static let units = ["9000", "9000-a", "9001", "9001-g", "9002-h"]
    private static let roles = ["reader", "county", "line"]

    private static func rights(_ drawn: inout Drawn) -> Rights {
        let grants = (0..<drawn.below(5)).map { line in
            Grant(
                role: drawn.one(of: roles + ["anyone"]),
                pattern: drawn.one(of: ["figure.read", "figure.*", "plan.read"]),
                scope: drawn.one(of: Scope.allCases),
                states: drawn.onceIn(3) ? Set(drawn.some(of: ["total", "unit", "draft"], atLeast: 1)) : nil,
                file: "roles.yaml", line: line)
        }
        return Rights(grants: grants, roleTitles: Dictionary(uniqueKeysWithValues: roles.map { ($0, $0) }))
    }

    private static func standing(_ drawn: inout Drawn, _ indicators: [Indicator]) -> Standing {
        if drawn.onceIn(10) { return Standing(actor: .anonymous, name: "") }
        let capacities = (0..<drawn.below(4)).map { number in
            let isMandate = drawn.onceIn(3)
            let unit = drawn.one(of: units)
            return Capacity(
                basis: isMandate ? .mandate(id: "m", title: "m") : .post(title: "p", isActing: false),
                post: "\(unit)/\(number)", unit: unit, roles: Set(drawn.some(of: roles, atLeast: 1)),
                subtree: Set(drawn.some(of: units) + [unit]),
                lines: Set(drawn.some(of: indicators.map(\.lineName))), isWholeCity: drawn.onceIn(5),
                patterns: isMandate ? drawn.some(of: ["figure.*", "plan.*"]) : nil, isReadOnly: isMandate)
        }
        return Standing(
            actor: .account("a"), name: "甲", account: "a", capacities: capacities,
            patterns: drawn.onceIn(8) ? drawn.some(of: ["figure.read", "plan.*"]) : nil)
    }
}

extension Reading {
    /// The same reading for somebody else, under other grants.
    fileprivate func under(_ rights: Rights, _ standing: Standing) -> Reading? {
        package.map {
            let package = ActivePackage(
                hash: $0.hash, files: $0.files, manifest: $0.manifest, rights: rights, calendar: $0.calendar)
            return Reading(session: session, moment: moment, standing: standing, package: package, kept: kept)
        }
    }
}
