/// What a definition says it carries out of the plan (`serves:`): a mechanism of a clause by its key, or a target by its id.
package struct Serving: Sendable, Hashable {
    package let key: String
    package let file: String
    package let line: Int

    /// What all definitions of a package say, whatever rooms they belong to.
    package static func all(in files: PackageFiles) -> [Serving] {
        files.texts.keys.sorted().filter { $0.hasSuffix(".yaml") }.flatMap { path -> [Serving] in
            // Most files say nothing of it, and a large one is not read twice for that.
            guard files.texts[path]?.contains("\nserves:") == true, let top = files.top(path, Findings()) else {
                return []
            }
            return top.texts("serves").map { Serving(key: $0, file: path, line: top.line(of: "serves")) }
        }
    }
}
