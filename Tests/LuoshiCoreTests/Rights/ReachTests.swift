import LuoshiCore
import Testing

/// How far a list may go must be exactly what the Door would allow on each of its things.
@Suite struct ReachTests {
    /// What a list could have asked and the Door decided, at random.
    private struct Question {
        let yaml: String
        let rights: Rights
        let standing: Standing
        let permission: Permission
        let lines: Set<String>
        let isPublic: Bool
        let isWriting: Bool
        let unit: String?

        init(_ yaml: String, _ rights: Rights, _ random: inout Seeded) {
            self.yaml = yaml
            self.rights = rights
            standing = RandomRightsTests.standing(&random)
            permission = Permission(RandomRightsTests.permissions.randomElement(using: &random) ?? "c")
            // A register always has its line.
            lines = [RandomRightsTests.lines.randomElement(using: &random) ?? ""]
            isPublic = Bool.random(using: &random)
            isWriting = Bool.random(using: &random)
            unit = (RandomRightsTests.units + [nil]).randomElement(using: &random) ?? nil
        }

        var reach: Reach {
            rights.reach(permission, lines: lines, isPublic: isPublic, for: standing, writing: isWriting)
        }

        var isAllowed: Bool {
            let subject = Subject(units: unit.map { [$0] } ?? [], lines: lines, isPublic: isPublic)
            return rights.decide(permission, on: [subject], for: standing, writing: isWriting).isAllowed
        }

        /// What the list itself is decided on says whether there is anything to show.
        var isListAllowed: Bool {
            let subject = reach.subject(lines: lines, isPublic: isPublic)
            return rights.decide(permission, on: [subject], for: standing, writing: isWriting).isAllowed
        }
    }

    private static func questions(_ seed: Int, rights change: (Rights) -> Rights = { $0 }) -> [Question] {
        var random = Seeded(seed: UInt64(seed) + 1000)
        return (0..<50).flatMap { _ in
            let yaml = RandomRightsTests.yaml(&random)
            let rights = change(Rights(files: PackageFiles(texts: ["roles.yaml": yaml]), findings: Findings()))
            return (0..<100).map { _ in Question(yaml, rights, &random) }
        }
    }

    @Test(arguments: 0..<10) func `a list reaches exactly what is decided on each unit`(seed: Int) {
        let questions = Self.questions(seed)
        for question in questions {
            let isReached = question.reach.contains(unit: question.unit)
            guard isReached == question.isAllowed else {
                Issue.record("\(question.permission) \(question.unit ?? "-") \(question.standing)\n\(question.yaml)")
                return
            }
            if question.reach.isNothing { continue }
            #expect(question.isListAllowed, "\(question.permission) \(question.standing)\n\(question.yaml)")
        }
        let allowed = questions.count { $0.isAllowed }
        #expect((250...4000).contains(allowed), "\(allowed) of \(questions.count)")
        #expect(questions.contains { if case .units(let units) = $0.reach { !units.isEmpty } else { false } })
        #expect(questions.contains { $0.reach == .everything })
    }

    /// Were the list to take one scope for another, or to forget whom a power is limited to, it would be noticed.
    @Test(arguments: Scope.allCases.filter { $0 != .task && $0 != .assigned })
    func `a list that took one scope for another would be noticed`(scope: Scope) {
        let wrong: Scope = scope == .subtree ? .own : .subtree
        let right = Self.questions(0)
        let flipped = Self.questions(0) { rights in
            Rights(
                grants: rights.grants.map { grant in
                    grant.scope != scope
                        ? grant
                        : Grant(
                            role: grant.role, pattern: grant.pattern, scope: wrong, states: grant.states,
                            file: grant.file, line: grant.line)
                }, roleTitles: rights.roleTitles)
        }
        let differing = zip(right, flipped).count { right, flipped in
            flipped.reach.contains(unit: right.unit) != right.isAllowed
        }
        #expect(differing > 0)
    }

    @Test func `the system reaches everything, somebody without a login nothing, and a thing of no unit is nobody's`() {
        let rights = Rights(
            grants: [Grant(role: "r", pattern: "record.read.*", scope: .subtree, file: "roles.yaml", line: 1)],
            roleTitles: ["r": "r"])
        func reach(_ standing: Standing) -> Reach {
            rights.reach("record.read.p", lines: ["register:p"], isPublic: true, for: standing, writing: false)
        }
        #expect(reach(Standing(actor: .system("x"), name: "")) == .everything)
        #expect(reach(Standing(actor: .anonymous, name: "")).isNothing)
        let capacity = Capacity(
            basis: .post(title: "p", isActing: false), unit: "U", roles: ["r"], subtree: ["U"], isWholeCity: true)
        let mine = reach(Standing(actor: .account("a"), name: "", account: "a", capacities: [capacity]))
        #expect(mine == .units(["U"]) && !mine.contains(unit: nil))
    }
}
