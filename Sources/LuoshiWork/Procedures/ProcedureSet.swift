package import LuoshiCore
import Synchronization

/// Procedures by the package's hash: a version never changes. Several, where databases with several packages are open.
private let known = Mutex<[String: [String: DeclaredProcedure]]>([:])

/// Declarations that cases began under, by their hash.
private let declarations = Mutex<[String: Procedure]>([:])

/// A procedure of the package in force, with the text it is declared in.
package typealias DeclaredProcedure = (procedure: Procedure, declaration: Procedure.Declaration)

extension Reading {
    /// The procedures of the package in force, by key.
    package var procedures: [String: DeclaredProcedure] {
        guard let package else { return [:] }
        if let procedures = known.withLock({ $0[package.hash] }) { return procedures }
        var found: [String: DeclaredProcedure] = [:]
        for path in Procedure.paths(in: package.files) {
            guard let declaration = Procedure.Declaration(path, in: package.files),
                let procedure = Procedure(declaration, Findings())
            else { continue }
            found[procedure.key] = (procedure, declaration)
        }
        let all = found
        known.withLock { sets in
            if sets.count >= 8 { sets.removeAll() }
            sets[package.hash] = all
        }
        return all
    }

    /// A procedure of the package in force, or a refusal.
    package func declared(_ key: String) throws -> DeclaredProcedure {
        guard let found = procedures[key] else { throw Refusal.notFound("流程“\(key)”") }
        return found
    }
}

extension Procedure {
    /// A declaration that was read before; it never changes under its hash.
    static func begun(_ hash: String) -> Procedure? { declarations.withLock { $0[hash] } }

    func keep(_ hash: String) {
        declarations.withLock { known in
            // More than a few hundred at once are not at work.
            if known.count >= 500 { known = [:] }
            known[hash] = self
        }
    }
}
