/// Puts a post in charge of lines across units (条块) from today on: exactly these, each as `register:platforms`.
package struct SetPostLines: Command {
    package static let name = "post.set_lines"
    let post: String
    let lines: [String]

    package init(post: String, lines: [String]) {
        self.post = post
        self.lines = lines
    }

    package var permission: Permission { "post.lines" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPost: post)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("post:\(post)")] }

    package func run(_ change: inout Change) throws -> Bool {
        guard try PostStore(change.session).post(post) != nil else { throw Refusal.notFound("岗位 \(post)") }
        if let wrong = lines.first(where: { $0.wholeMatch(of: /[a-z]+:[a-z][a-z0-9_]*/) == nil }) {
            throw Refusal("line_form", "“\(wrong)”不是条线；应写成 register:platforms 的样子。")
        }
        let before = try PostStore(change.session).lines(of: post, change.inForce)
        try PostStore.lines.replace(before, by: lines, of: post, &change)
        change.touches("post:\(post)")
        change.note("岗位条线由 \(before.joined(separator: "、")) 改为 \(lines.joined(separator: "、"))")
        return true
    }
}
