import Hummingbird
import LuoshiCore

/// The site map. What each page needs is held by the query or command behind it; the word beside it says which.
extension Site {
    func addRoutes(to router: Router<SiteContext>) {
        router.get("/health", use: health)  // open
        router.get("/assets/:name", use: asset)  // open
        router.get("/language/:code", use: chooseLanguage)  // open
        router.get("/sign-in", use: signInPage)  // open
        router.post("/sign-in", use: signIn)  // session.start
        router.post("/sign-out", use: signOut)  // session.end

        router.get("/", use: home)  // signed in
        router.get("/overview", use: overview)  // plan.read
        router.get("/plan", use: reader)  // plan.read
        router.get("/plan/:path", use: reader)  // plan.read
        router.get("/tasks", use: tasks)  // plan.read
        router.get("/tasks/:path", use: task)  // plan.read
        router.get("/targets", use: targets)  // plan.read
        router.get("/targets/:id", use: target)  // plan.read
        router.get("/units", use: units)  // unit.list
        router.get("/units/:id", use: unit)  // unit.read, plan.read
        router.get("/search", use: search)  // search.use

        router.get("/inbox", use: inbox)  // inbox.read
        router.get("/inbox/:id", use: inboxItem)  // inbox.read
        router.post("/inbox/:id/delegate", use: delegateItem)  // inbox.act
        router.post("/inbox/:id/return", use: returnItem)  // inbox.act
        router.post("/inbox/acknowledge", use: acknowledgeNotices)  // inbox.act
        router.post("/inbox/watch", use: watch)  // watch.add
        router.post("/inbox/unwatch", use: unwatch)  // watch.remove
        router.get("/unreceived", use: unreceived)  // inbox.unreceived

        router.get("/posts", use: posts)  // post.read
        router.get("/posts/:id", use: post)  // post.read
        router.get("/posts/:id/:part", use: post)  // post.read
        router.post("/posts/:id/:part/:act", use: changePost)  // post.rename, post.close, post.roles, post.lines, post.take, post.act, post.leave
        router.get("/posts/:id/:part/hand-over", use: handOverPage)  // post.hand_over
        router.post("/posts/:id/:part/hand-over", use: handOver)  // post.hand_over
        router.get("/handovers/:id", use: handover)  // handover.read
        router.post("/handovers/:id/confirm", use: confirmHandover)  // handover.confirm
        router.get("/units/:id/posts", use: unitPosts)  // post.read
        router.post("/units/:id/posts", use: createPost)  // post.create
        router.get("/units/:id/duties/:path", use: duty)  // plan.read
        router.post("/units/:id/duties/:path", use: assignDuty)  // plan.assign
        router.get("/people/:id", use: person)  // person.read
        router.get("/people/:id/leave", use: leavePage)  // person.read
        router.post("/people/:id/leave", use: personLeaves)  // person.leave
        router.post("/people/:id/return", use: cancelDeparture)  // person.leave

        router.get("/audit", use: audit)  // audit.read

        router.get("/import", use: importPage)  // plan.import
        router.post("/import", use: importDocument)  // plan.import
        router.get("/documents/:sha", use: document)  // plan.import
        router.get("/package", use: package)  // package.read
        router.post("/package/adopt", use: adoptPackage)  // package.adopt
        router.get("/accounts", use: accounts)  // account.read
        router.post("/accounts", use: createAccount)  // account.create
        router.post("/accounts/lock", use: lockAccount)  // account.lock
    }
}
