import HTTPTypes
import LuoshiCore
import LuoshiPlan

extension Endpoint {
    /// Posts, who holds them, and what lies at them.
    static let posts: [Endpoint] =
        [
            .list(
                "/posts", "岗位和任职的人", "post.read", parameters: [.choice("only", "vacant：只要空缺的", PostChoice.self)],
                ask: { call in
                    let page = try call.pageRequest()
                    return PostDirectory(
                        vacantOnly: call.text("only") != nil, after: page.after?.key, limit: page.limit)
                }
            ) { page, call in
                Page(page.lines.map(PostLineAnswer.init), next: page.next.map { Cursor(list: call.list, key: $0) })
            },
            .one("/posts/{unit}/{part}", "一个岗位", "post.read", .post),
            .list(
                "/posts/{unit}/{part}/items", "岗位上未办结的事项", "post.read", ask: { PostByID(try $0.post()) }
            ) { post, call in
                guard let work = try post.found("这个岗位").work else {
                    throw Refusal("forbidden", status: 403, "岗位上的事项只有任职的人和代其办理的人能看。")
                }
                return try call.page(work, by: \.item.id, InboxRowAnswer.init)
            },
            .list(
                "/posts/{unit}/{part}/duties", "岗位承担的任务", "plan.read", ask: { DutiesOfPost(try $0.post()) }
            ) { duties, call in
                try call.page(duties, by: { "\($0.duty.clause.ordered) \(String($0.duty.position).ordered)" }) {
                    CarriedDutyAnswer($0.duty, title: $0.title)
                }
            },
            .list("/units/{id}/posts", "一个单位的岗位", "post.read", ask: { PostsOfUnit(try $0.path("id")) }) { unit, call in
                try call.page(unit.found("这个单位").posts, by: \.post.id, PostLineAnswer.init)
            },
        ] + postChanges + holdings + handovers
}

/// Which posts of a list are wanted.
enum PostChoice: String, CaseIterable { case vacant }

extension Resource where Q == PostByID, Answer == PostAnswer {
    /// The post that the path names, without what lies at it.
    static var post: Resource {
        Resource(ask: { PostByID(try $0.post()) }) { post, _ in PostAnswer(try post.found("这个岗位")) }
    }
}

extension APICall {
    /// The id of a post, `451082/head`, from its two parts of the path.
    func post() throws -> String { "\(try path("unit"))/\(try path("part"))" }
}
