package import Database

/// Runs a package's tests through the Door on databases in memory, and says at which line what is not as said.
package struct PackageTrial: Sendable {
    private let migrations: [Migration]
    private let handlers: [EventHandler]
    private let words: [TestWord]

    /// All of it as the composition root has it.
    package init(migrations: [Migration], handlers: [EventHandler], words: [TestWord]) {
        self.migrations = migrations
        self.handlers = handlers
        self.words = words
    }

    /// Returns how many cases there are. Each begins anew, in a copy of a system that has adopted the package and knows the
    /// people of the file.
    package func run(_ files: PackageFiles, _ findings: Findings) async throws -> Int {
        let tests = PackageTestFile.paths(in: files).compactMap {
            PackageTestFile($0, in: files, words: words, findings)
        }
        guard !tests.isEmpty, findings.errors.isEmpty, let manifest = PackageManifest(files, findings) else { return 0 }
        let database = try Database(.memory)
        try await database.migrate(migrations)
        let door = Door(
            database: database, clock: BusinessClock(fixedDay: manifest.firstDay), handlers: handlers)
        let system = Actor.system("tests")
        do {
            let hash = try await door.perform(ProposePackage(files), as: system)
            _ = try await door.perform(AdoptPackage(hash: hash), as: system)
        } catch let refusal as any PublicError {
            findings.error("package.yaml", 0, "采用不了，用例没有运行：\(refusal.message)")
            return 0
        }
        var count = 0
        for test in tests { count += try await run(test, door, findings) }
        await database.close()
        return count
    }

    private func run(_ test: PackageTestFile, _ door: Door, _ findings: Findings) async throws -> Int {
        let first = door.clock.moment().day
        guard test.today >= first else {
            findings.error(test.file, 1, "用例从 \(test.today) 开始，早于方案的第一天 \(first)；请改正 today")
            return 0
        }
        let settling = TestSettling(test, door.to(try await door.database.copiedInMemory()).on(test.today))
        do {
            let world = try await settling.world()
            var isReady = true
            for step in test.given where isReady {
                isReady = await take(step, of: "given", in: world, test, findings)
            }
            if isReady {
                for item in test.cases { try await run(item, in: try await world.copied(), test, findings) }
            }
            await world.door.database.close()
        } catch let fault as TestSettling.Fault {
            findings.error(test.file, fault.line, "\(fault.message)；用例没有运行，请改正这一行")
        }
        return test.cases.count
    }

    private func run(
        _ item: PackageTestFile.Case, in world: TestWorld, _ test: PackageTestFile, _ findings: Findings
    ) async throws {
        for step in item.steps {
            // What follows a step that failed would only say so again.
            if await !take(step, of: item.sentence, in: world, test, findings) { break }
        }
        await world.door.database.close()
    }

    /// Returns whether it went as said.
    private func take(
        _ step: TestStep, of sentence: String, in world: TestWorld, _ test: PackageTestFile, _ findings: Findings
    ) async -> Bool {
        let message: String
        do {
            try await step.deed(world)
            return true
        } catch let fault as TestFault {
            message = fault.message
        } catch let refusal as any PublicError {
            message = "没有办成：\(refusal.message)"
        } catch {
            message = "没有办成：\(type(of: error))"
        }
        findings.error(test.file, step.line, "用例“\(sentence)”：\(message)")
        return false
    }
}

/// Opens the firms and accounts of a file of tests.
struct TestSettling {
    /// What of the file cannot be, with its line.
    struct Fault: Error {
        let line: Int
        let message: String
    }

    private let test: PackageTestFile
    private let door: Door
    private let system = Actor.system("tests")

    init(_ test: PackageTestFile, _ door: Door) {
        self.test = test
        self.door = door
    }

    func world() async throws -> TestWorld {
        var units = try await unitsByName()
        for firm in test.firms {
            try await at(firm.line) {
                let county = try unit(firm.county, units)
                var parents = [
                    "territory": county, "administration": try firm.park.map { try unit($0, units) } ?? county,
                ]
                parents["park"] = try firm.park.map { try unit($0, units) }
                let new = NewUnit(
                    id: firm.creditCode, kind: .enterprise, name: firm.name, creditCode: firm.creditCode,
                    parents: parents)
                let paper = UnitPaper(from: test.today, basis: "用例")
                _ = try await door.perform(OpenFirms([new], paper), as: system)
            }
        }
        if !test.firms.isEmpty { units = try await unitsByName() }
        var people: [String: Actor] = [:]
        for (index, person) in test.people.enumerated() {
            people[person.name] = try await at(person.line) {
                let unit = try unit(person.unit, units)
                let post = "\(unit)/\(person.post)"
                let account = CreateAccount(
                    login: "tester\(index + 1)", person: person.name, unit: unit, post: post, roles: person.roles,
                    passwordHash: "-")
                let id = try await door.perform(account, as: system)
                if !person.lines.isEmpty {
                    let lines = person.lines.map { $0.contains(":") ? $0 : "register:\($0)" }
                    _ = try await door.perform(SetPostLines(post: post, lines: lines), as: system)
                }
                return .account(id)
            }
        }
        return TestWorld(door: door, people: people)
    }

    private func at<T>(_ line: Int, _ work: () async throws -> T) async throws -> T {
        do { return try await work() } catch let refusal as any PublicError {
            throw Fault(line: line, message: refusal.message)
        } catch let fault as TestFault {
            throw Fault(line: line, message: fault.message)
        }
    }

    private func unitsByName() async throws -> [String: String] {
        let day = test.today
        return try await door.database.read { try UnitStore($0).unitsByName(on: InForce(day)) }
    }

    private func unit(_ name: String, _ units: [String: String]) throws -> String {
        if let unit = units[name] ?? (units.values.contains(name) ? name : nil) { return unit }
        throw TestFault("没有叫“\(name)”的单位")
    }
}
