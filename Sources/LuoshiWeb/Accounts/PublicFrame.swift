import HTTPTypes
import Hummingbird

/// A page for those who are not signed in: one card.
struct PublicFrame {
    let site: SiteInformation
    let title: String
    var isWide = false

    func response(_ body: HTML, status: HTTPResponse.Status = .ok) -> Response {
        let width: HTML = isWide ? "narrow-form" : "sign-in"
        return Layout(site: site, title: title, section: nil, viewer: nil, csrf: nil)
            .response("<div class=\"card \(width)\">\(body)</div>", status: status)
    }
}
