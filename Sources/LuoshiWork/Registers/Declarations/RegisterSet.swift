package import LuoshiCore
import Synchronization

/// All registers of a package version, their expressions compiled.
package struct RegisterSet: Sendable {
    package let registers: [RegisterDefinition]
    let expressions: [String: RecordExpressions]
    private let byKey: [String: RegisterDefinition]

    /// Reads `registers/` and `choices/`; faults become findings with their place.
    package init(_ files: PackageFiles, _ findings: Findings) {
        let lists = ChoiceList.all(files, findings)
        var registers: [RegisterDefinition] = []
        for path in files.texts.keys.sorted() where path.hasPrefix("registers/") && path.hasSuffix(".yaml") {
            guard let top = files.top(path, findings) else { continue }
            registers.append(RegisterDefinition(top, lists: lists))
        }
        self.registers = registers
        byKey = Dictionary(registers.map { ($0.key, $0) }) { first, _ in first }
        var expressions: [String: RecordExpressions] = [:]
        for register in registers {
            expressions[register.key] = RecordExpressions(register, findings)
            for field in register.allFields + register.allFields.flatMap(\.fields) {
                if let target = field.register, byKey[target] == nil {
                    findings.error(register.file, field.line, "没有台账“\(target)”；请改正“register”")
                }
            }
        }
        self.expressions = expressions
    }

    package func register(_ key: String) -> RegisterDefinition? { byKey[key].flatMap { $0.isRetired ? nil : $0 } }
    /// Those in use.
    package var inUse: [RegisterDefinition] { registers.filter { !$0.isRetired } }

    func expressions(of register: RegisterDefinition) -> RecordExpressions {
        expressions[register.key] ?? RecordExpressions(register, Findings())
    }
}

/// Sets by the package's hash: a version never changes. Several, where databases with several packages are open.
private let known = Mutex<[String: RegisterSet]>([:])

extension Reading {
    /// The registers of the package in force.
    package var registers: RegisterSet {
        guard let package else { return RegisterSet(PackageFiles(texts: [:]), Findings()) }
        if let set = known.withLock({ $0[package.hash] }) { return set }
        let set = RegisterSet(package.files, Findings())
        known.withLock { sets in
            if sets.count >= 8 { sets.removeAll() }
            sets[package.hash] = set
        }
        return set
    }

    /// A register in use, or a refusal.
    package func register(_ key: String) throws -> RegisterDefinition {
        guard let register = registers.register(key) else { throw Refusal.notFound("这个台账") }
        return register
    }
}

extension Change {
    package func register(_ key: String) throws -> RegisterDefinition { try reading.register(key) }

    /// A register whose records people type, or a refusal.
    func typedRegister(_ key: String) throws -> RegisterDefinition {
        let register = try register(key)
        guard register.source == nil else {
            throw Refusal(
                "register_derived", "“\(register.title)”的记录由系统从方案写入，不能手工登记或改动。请由领导小组办公室在“责任分工”页印发，或在事项里办理。")
        }
        return register
    }
}

extension DefinitionKind {
    /// The kinds of the registers' room.
    package static let registers: [DefinitionKind] = [
        DefinitionKind("台账", files: ["registers/", "choices/"]) { files, findings in
            _ = RegisterSet(files, findings)
        }
    ]
}
