import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Who holds a post, from when and until when.
    static let holdings: [Endpoint] = [
        .change(
            .post, "/posts/{unit}/{part}/holders", "安排一人任职", "post.take", status: 201,
            command: { (body: TakingBody, call) in
                TakePost(post: try call.post(), person: body.person.text, from: body.from, until: body.until)
            }, answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .post, "/posts/{unit}/{part}/acting-holders", "安排一人代理一段时间", "post.act", status: 201,
            command: { (body: ActingBody, call) in
                ActFor(post: try call.post(), person: body.person.text, from: body.from, until: body.until)
            }, answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .post, "/posts/{unit}/{part}/holders/{person}/leaving", "一人不再任职", "post.leave",
            command: { (body: LeavingBody, call) in
                LeavePost(post: try call.post(), person: try call.path("person"), on: body.on)
            }, answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

/// Somebody takes a post; `until` is the first day they no longer hold it.
struct TakingBody: Codable, Sendable {
    let person: KeyText
    let from: Day
    let until: Day?
}

/// Somebody acts in a post; `until` is the first day they no longer do.
struct ActingBody: Codable, Sendable {
    let person: KeyText
    let from: Day
    let until: Day
}

/// The first day on which somebody no longer holds a post.
struct LeavingBody: Codable, Sendable {
    let on: Day
}
