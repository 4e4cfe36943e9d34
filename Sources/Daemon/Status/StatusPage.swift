import Files
import Foundation

/// The page that a person looks at: `page.html` with the values of a status in it.
///
/// Everything that a status says is escaped. Style and script are in the page and named by their digests in ``policy``, so
/// that nothing else can run, and nothing is loaded from elsewhere.
struct StatusPage: Sendable {
    /// The value of the header `Content-Security-Policy`.
    let policy: String
    /// The page in turns: text as it is, name of a place, text as it is ...
    private let template: [String]

    /// Reads the page that is built in.
    init() {
        let page = String(decoding: PackageResources.page_html, as: UTF8.self)
        template = page.components(separatedBy: "{{").flatMap { $0.components(separatedBy: "}}") }
        policy =
            "default-src 'none'; style-src '\(Self.digest(of: "style", in: page))'; "
            + "script-src '\(Self.digest(of: "script", in: page))'; connect-src 'self'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }

    /// The page of a status, as HTML.
    func html(of status: ServiceStatus) -> String {
        let sections = StatusSections(status: status)
        return template.enumerated().map { number, part in
            number.isMultiple(of: 2) ? part : sections.html(at: part)
        }.joined()
    }

    /// The source expression of a style or script of the page (CSP level 3, section 2.3.1).
    private static func digest(of element: String, in page: String) -> String {
        let inner = page.components(separatedBy: "<\(element)>").dropFirst().first ?? ""
        let text = inner.components(separatedBy: "</\(element)>").first ?? ""
        return "sha256-\(Data(Digest.of(Array(text.utf8)).bytes).base64EncodedString())"
    }
}
