import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Setting up, naming and closing posts.
    static let postChanges: [Endpoint] = [
        .change(
            .post, "/units/{id}/posts", "设立岗位", "post.create", status: 201,
            command: { (body: PostTitleBody, call) in CreatePost(unit: try call.path("id"), title: body.title.text) },
            answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .patch, "/posts/{unit}/{part}", "岗位改名", "post.rename", provided: .changed(.post),
            command: { (body: PostTitleBody, call) in RenamePost(post: try call.post(), title: body.title.text) },
            answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .put, "/posts/{unit}/{part}/roles", "设定岗位的角色：恰好是这些", "post.roles", provided: .changed(.post),
            command: { (body: PostRolesBody, call) in
                SetPostRoles(post: try call.post(), roles: body.roles.map(\.text))
            }, answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .put, "/posts/{unit}/{part}/lines", "设定岗位的条线：恰好是这些", "post.lines", provided: .changed(.post),
            command: { (body: PostLinesBody, call) in
                SetPostLines(post: try call.post(), lines: body.lines.map(\.text))
            }, answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .post, "/posts/{unit}/{part}/closing", "撤销岗位，工作移交另一岗位", "post.close", provided: .changed(.post),
            command: { (body: PostClosingBody, call) in
                ClosePost(post: try call.post(), successor: body.successor?.text)
            }, answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

/// What a post is called.
struct PostTitleBody: Codable, Sendable {
    let title: PostTitleText
}

/// A post's title.
struct PostTitleText: PlainText {
    let text: String

    static let rule = TextRule(length: 2...30, example: "平台建设岗")
}

/// All roles of a post.
struct PostRolesBody: Codable, Sendable {
    let roles: [KeyText]
}

/// All lines of a post: `register:platforms`.
struct PostLinesBody: Codable, Sendable {
    let lines: [PostLineText]
}

/// A line across units (条块).
struct PostLineText: PlainText {
    let text: String

    static let rule = TextRule(pattern: "^[a-z]{1,40}:[a-z][a-z0-9_]{0,60}$", example: "register:platforms")
}

/// Who takes over what lies at a post that is closed; without one it must be empty.
struct PostClosingBody: Codable, Sendable {
    let successor: KeyText?
}
