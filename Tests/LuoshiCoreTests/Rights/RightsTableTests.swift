import Foundation
import LuoshiCore
import Testing

/// The rights of the package that ships with the product, against a table that people reviewed and a second evaluator.
@Suite struct RightsTableTests {
    private let table = RightsTable.reviewed
    private let yaml: String
    private let rights: Rights
    private let columns: [RoleColumn]
    /// All permissions of the table, in order.
    private let names: [String]

    init() throws {
        let files = try BaisePackage.files()
        yaml = files.texts["roles.yaml"] ?? ""
        let rights = Rights(files: files, findings: Findings())
        self.rights = rights
        names = table.rows.keys.sorted()
        columns = table.columns.map { RoleColumn($0, accessRoles: Set(rights.accessRoles.keys)) }
    }

    /// `record.enter` of `record.enter.<register>`.
    private static func stem(_ template: String) -> String {
        template.split(separator: ".").prefix(2).joined(separator: ".")
    }

    /// Every state that a rule on a permission names, one that none does, and none at all.
    private func states(_ permission: String) -> [String?] {
        let named = rights.candidates(Permission(permission)).flatMap { $0.states ?? [] }
        return [nil, "some-other-state"] + Set(named).sorted().map { $0 }
    }

    /// Where these rights differ from the table, as permission, role, relation, state; `near` a rule: in what it may touch alone.
    private func differences(_ rights: Rights, near rule: Grant? = nil, limit: Int = .max) -> [String] {
        var found: [String] = []
        for permission in names where rule.map({ Permission(permission).isCovered(by: $0.pattern) }) ?? true {
            let states = states(permission)
            for column in columns where rule.map({ [column.role, "anyone"].contains($0.role) }) ?? true {
                for relation in Relation.allCases {
                    for state in states {
                        for writing in [false, true] {
                            let expected = table.expects(permission, column, relation, state, writing: writing)
                            let decided = rights.decide(
                                Permission(permission), on: [relation.subject(state)], for: column.standing,
                                writing: writing
                            ).isAllowed
                            guard decided != expected else { continue }
                            found.append(
                                "\(permission) \(column.title) \(relation.rawValue) \(state ?? "-") \(writing ? "write" : "read"): the table says \(expected ? "yes" : "no")"
                            )
                            if found.count >= limit { return found }
                        }
                    }
                }
            }
        }
        return found
    }

    @Test func `the table is readable and has a column for every role`() {
        #expect(table.faults.isEmpty, "\(table.faults)")
        #expect(Set(columns.map(\.role)) == Set(rights.roleTitles.keys))
        #expect(Set(columns.filter(\.isWholeCity).map(\.role)) == Set(rights.accessRoles.keys))
    }

    @Test func `every command and query has its row in commands_tsv`() {
        let rows = Set(
            RightsTable.read("commands.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init))
        let doors = SourceDoors.all
        #expect(doors.count > 25)
        for door in doors {
            #expect(
                !door.name.isEmpty && !door.permissions.isEmpty && !door.subjects.isEmpty, "cannot read \(door.place)")
            let isListed = rows.contains(door.row)
            #expect(
                isListed,
                """
                \(door.type) (\(door.place)) is not in Tests/LuoshiCoreTests/Rights/commands.tsv as it is now. \
                Check whom it concerns, then write this line:
                \(door.row)
                """)
        }
        let gone = rows.subtracting(doors.map(\.row))
        #expect(gone.isEmpty, "commands.tsv has rows of no command: take out \(gone.sorted())")
        #expect(Set(doors.map(\.name)).count == doors.count, "two commands or queries share a name")
    }

    @Test func `every permission has its row in roles_tsv and its title, and nothing else has`() {
        let templates = Set(SourceDoors.all.flatMap(\.permissions)).union(SourceDoors.askedAbout)
        let asked = Set(templates.flatMap(PackageKeys.names))
        let stems = Set(templates.filter { $0.contains("<") }.map(Self.stem))
        #expect(stems == Set(PermissionTitle.stems.keys), "titles of stems, and what the sources ask for")
        #expect(PackageKeys.registers.count > 40)
        let dashes = columns.map { _ in "-" }.joined(separator: "\t")
        for permission in asked.sorted() {
            #expect(
                PermissionTitle.of(Permission(permission)) != permission,
                "\(permission) has no title: add a line to PermissionTitle.titles")
            #expect(
                table.rows[permission] != nil,
                """
                \(permission) has no row in Tests/LuoshiCoreTests/Rights/roles.tsv. Add it, with the relations allowed in \
                each role's cell (\(table.columns.joined(separator: ", "))):
                \(permission)\t\(dashes)
                """)
        }
        #expect(Set(table.rows.keys).subtracting(asked).isEmpty, "rows nobody asks for")
        let titled = Set(PermissionTitle.all.map(\.name))
        #expect(titled.subtracting(asked).isEmpty, "titles nobody asks for")
        for permission in titled {
            #expect(
                PermissionTitle.groups.contains { $0.key == PermissionTitle.group(of: permission) }, "\(permission)")
        }
    }

    @Test func `rights are what the table says, for every command and query, role, relation and state`() {
        let found = differences(rights)
        #expect(found.isEmpty, "\(found.count) differences: \(found.prefix(40).joined(separator: "\n"))")
    }

    @Test func `the naive evaluator says the same of every command and query`() {
        let naive = NaiveRights(yaml: yaml)
        #expect(naive.rules.count > 20)
        for isCommand in [true, false] {
            let doors = SourceDoors.all.filter { $0.isCommand == isCommand }
            for permission in Set(doors.flatMap(\.permissions).flatMap(PackageKeys.names)) {
                let rules = naive.covering(permission)
                let states = states(permission)
                for column in columns {
                    for relation in Relation.allCases {
                        for state in states {
                            let subjects = [relation.subject(state)]
                            let decided = rights.decide(
                                Permission(permission), on: subjects, for: column.standing, writing: isCommand)
                            let second = rules.may(permission, on: subjects, column.standing, writing: isCommand)
                            if decided.isAllowed != second {
                                Issue.record("\(permission) \(column.title) \(relation) \(state ?? "-")")
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    func `whoever answers for personal data sees, reveals and erases wherever a register has some, and nowhere else`() {
        let privacy = RoleColumn("privacy", accessRoles: [])
        for register in PackageKeys.registers {
            for action in ["read", "reveal", "erase"] {
                let permission = Permission("record.\(action).\(register.key)")
                let decision = rights.decide(
                    permission, on: [Relation.other.subject()], for: privacy.standing, writing: action == "erase")
                #expect(decision.isAllowed == register.isPersonal, "\(permission)")
            }
        }
    }

    @Test func `no role exports what it may not read, nor writes it`() {
        for register in PackageKeys.registers {
            for column in columns {
                for relation in Relation.allCases {
                    func may(_ action: String) -> Bool {
                        rights.decide(
                            Permission("record.\(action).\(register.key)"), on: [relation.subject()],
                            for: column.standing, writing: false
                        ).isAllowed
                    }
                    if may("read") { continue }
                    for action in [
                        "enter", "change", "correct", "strike", "merge", "import", "export", "reveal", "erase",
                    ]
                    where may(action) {
                        Issue.record("\(column.title) may \(action) \(register.key) \(relation) without reading it")
                    }
                }
            }
        }
    }

    @Test func `nobody without a login may anything`() {
        let nobody = Standing(actor: .anonymous, name: "")
        for permission in table.rows.keys {
            for relation in Relation.allCases where relation != .public {
                let subjects = [relation.subject()]
                #expect(!rights.decide(Permission(permission), on: subjects, for: nobody, writing: false).isAllowed)
                #expect(!rights.decide(Permission(permission), on: subjects, for: nobody, writing: true).isAllowed)
            }
        }
    }

    @Test func `flipping any one rule is noticed`() {
        for (index, grant) in rights.grants.enumerated() {
            for other in Self.flips(of: grant) {
                var grants = rights.grants
                if let other { grants[index] = other } else { grants.remove(at: index) }
                let flipped = Rights(
                    grants: grants, roleTitles: rights.roleTitles, accessRoles: Set(rights.accessRoles.keys))
                #expect(
                    !differences(flipped, near: grant, limit: 1).isEmpty,
                    "\(grant.place) \(grant.role) \(grant.pattern) \(other.map { "\($0.scope) \($0.states ?? [])" } ?? "taken out") went unnoticed"
                )
            }
        }
    }

    /// Taken out, reaching as far as every other scope does, in one state alone or in all.
    private static func flips(of grant: Grant) -> [Grant?] {
        let scopes: [Grant?] = Scope.allCases.filter { $0 != grant.scope }.map { scope in
            Grant(
                role: grant.role, pattern: grant.pattern, scope: scope, states: grant.states, file: grant.file,
                line: grant.line)
        }
        let states = Grant(
            role: grant.role, pattern: grant.pattern, scope: grant.scope,
            states: grant.states == nil ? ["some-other-state"] : nil, file: grant.file, line: grant.line)
        return [nil, states] + scopes
    }
}
