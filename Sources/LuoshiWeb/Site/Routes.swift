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
