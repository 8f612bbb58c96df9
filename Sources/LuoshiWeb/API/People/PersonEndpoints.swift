import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// People, the posts they hold, and their going.
    static let people: [Endpoint] = [
        .list("/units/{id}/people", "一个单位的人员", "person.read", ask: { PeopleOfUnit(try $0.path("id")) }) {
            people, call in try call.page(people, by: \.id, PersonSummary.init)
        },
        .one("/people/{id}", "一个人和其任职", "person.read", .person),
        .one(
            "/people/{id}/departure-preview", "这个人离岗的话，手上的工作由谁接", "person.read",
            Resource(ask: { PersonByID(try $0.path("id")) }) { person, _ in
                DeparturePreviewAnswer(try person.found("这个人"))
            }),
        .change(
            .post, "/people/{id}/departure", "登记离岗：离开全部岗位，账号停用", "person.leave", status: 201,
            provided: .changed(.person),
            command: { (body: DepartureBody, call) in
                PersonLeaves(person: try call.path("id"), on: body.on, reason: body.reason)
            }, answer: { posts, _ in LeftPostsAnswer(posts: posts) }),
        .change(
            .delete, "/people/{id}/departure", "撤销离岗登记", "person.leave",
            command: { (_: NoBody, call) in CancelDeparture(person: try call.path("id")) },
            answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

extension Resource where Q == PersonByID, Answer == PersonAnswer {
    /// The person that the path names, without the work that lies with them.
    static var person: Resource {
        Resource(ask: { PersonByID(try $0.path("id")) }) { person, _ in PersonAnswer(try person.found("这个人")) }
    }
}

/// The first day on which somebody is gone, and why.
struct DepartureBody: Codable, Sendable {
    let on: Day
    let reason: DepartureReason
}

/// Posts that somebody left.
struct LeftPostsAnswer: Codable, Sendable {
    let posts: [String]
}
