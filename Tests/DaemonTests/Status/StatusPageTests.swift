import Files
import Foundation
import TestSupport
import Testing

@testable import Daemon

@Suite("Status page")
struct StatusPageTests {
    private let page = StatusPage()

    /// The places of the page's file that have no value, and what only looks like one.
    private static var anyPlace: Regex<Substring> { #/{{[a-z]+}}/# }

    @Test("every place has its value")
    func places() {
        let html = page.html(of: Specimen.busy())
        #expect(html.firstMatch(of: Self.anyPlace) == nil)
        for text in [
            "pubmed26n1341.xml.gz", "39,812,455", "11,771", "13.3", "3 h 43 min", "35%", "queue 4 of 4, full",
            "queue 1 of 8",
            "× 2", "syntag-entities-minilm-l6", "fetch the file again", "PMID <bdi>39000017</bdi>",
            "/srv/pubmed/updatefiles",
        ] {
            #expect(html.contains(text), "\(text)")
        }
    }

    @Test("a service that does nothing yet has a page too")
    func empty() {
        let html = page.html(of: ServiceStatus(name: "a", version: "1"))
        #expect(html.firstMatch(of: Self.anyPlace) == nil)
        #expect(html.contains("Loading models"))
        #expect(!html.contains("NaN"))
        var odd = Specimen.busy()
        odd.citationsPerSecond = .nan
        odd.secondsLeft = .infinity
        odd.current?.fraction = 7
        odd.current?.stages[0].queueDepth = 99
        #expect(page.html(of: odd).contains("queue 99 of 4, full"))
    }

    @Test("names and reasons from outside are text and nothing else")
    func escaping() {
        var status = Specimen.busy(file: Specimen.hostile)
        status.name = Specimen.hostile
        status.version = Specimen.hostile
        status.models = [.init(name: Specimen.hostile, digest: Specimen.hostile)]
        status.folders[0].input = Specimen.hostile
        status.folders[0].output = Specimen.hostile
        status.folders[0].pipeline = Specimen.hostile
        status.current?.stages[0].name = Specimen.hostile
        status.problems[0].kind = Specimen.hostile
        status.problems[0].pmid = Specimen.hostile
        status.problems[0].message = Specimen.hostile
        let html = page.html(of: status)
        #expect(html.components(separatedBy: "<script>").count == 2, "the page's own script and no other")
        #expect(!html.contains("alert('x')"))
        #expect(!html.contains("\"onload"))
        #expect(!html.unicodeScalars.contains("\u{202E}") && !html.unicodeScalars.contains("\u{0}"))
        let shown = html.components(separatedBy: "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;").count - 1
        // Title, heading, and each of the values above; the name of the file stands in five places.
        #expect(shown >= 14)
        // A value that looks like a place of the page stays what it is.
        #expect(html.components(separatedBy: "{{models}}").count - 1 == shown)
    }

    @Test("the policy names the page's own style and script by their digests, and nothing else may be loaded")
    func policy() throws {
        let html = page.html(of: Specimen.busy())
        for element in ["style", "script"] {
            let text = try #require(
                html.components(separatedBy: "<\(element)>").last?.components(separatedBy: "</\(element)>").first)
            let digest = Data(Digest.of(Array(text.utf8)).bytes).base64EncodedString()
            #expect(page.policy.contains("\(element)-src 'sha256-\(digest)'"))
        }
        #expect(page.policy.hasPrefix("default-src 'none';"))
        #expect(!page.policy.contains("unsafe"))
        let links = html.matches(of: #/(?:src|href|action)="([^"]*)"/#).map { String($0.output.1) }
        #expect(Set(links) == ["data:,", "#main", "status.json", "metrics", "healthz"])
        #expect(html.firstMatch(of: #/<[^>]+ style=/#) == nil, "a style attribute would be refused")
        #expect(html.firstMatch(of: #/<[^>]+ on[a-z]+=/#) == nil)
        #expect(!html.contains("url(") && !html.contains("@import"))
    }

    @Test("headings, captions, landmarks and labels are there for those who hear the page")
    func accessible() {
        let html = page.html(of: Specimen.busy())
        #expect(html.contains("<html lang=\"en\">"))
        for landmark in ["<header>", "<main ", "<footer>"] {
            #expect(html.components(separatedBy: landmark).count == 2)
        }
        #expect(html.components(separatedBy: "<h1>").count == 2)
        let tables = html.components(separatedBy: "<table ").count
        #expect(tables == html.components(separatedBy: "<caption>").count && tables == 5)
        #expect(html.contains("aria-live=\"polite\""))
        let identifiers = html.matches(of: #/ id="([^"]+)"/#).map { String($0.output.1) }
        #expect(Set(identifiers).count == identifiers.count)
        for label in html.matches(of: #/aria-labelledby="([^"]+)"/#) {
            #expect(identifiers.contains(String(label.output.1)))
        }
        for svg in html.matches(of: #/<svg ([^>]*)>/#) {
            #expect(svg.output.1.contains("aria-hidden") || svg.output.1.contains("aria-label="))
        }
        #expect(html.contains("<noscript><meta http-equiv=\"refresh\""))
        #expect(html.contains("prefers-reduced-motion"))
    }

    @Test("colours of text have the contrast that WCAG 2.2 asks for (AA: 4.5 to 1), in light and in dark")
    func contrast() throws {
        let css = try #require(page.html(of: Specimen.busy()).components(separatedBy: "<style>").last)
        let themes = css.components(separatedBy: "prefers-color-scheme: dark")
        for theme in [themes[0], themes[1]] {
            var colours: [String: [Double]] = [:]
            for found in theme.matches(of: #/--([a-z-]+): #([0-9a-f]{6});/#)
            where colours[String(found.output.1)] == nil {
                let number = try #require(Int(found.output.2, radix: 16))
                colours[String(found.output.1)] = [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
            }
            for (front, back) in [
                ("ink", "ground"), ("ink", "sheet"), ("soft", "ground"), ("soft", "sheet"), ("accent", "ground"),
                ("accent", "sheet"), ("bad", "sheet"), ("bad", "ground"), ("busy", "ground"), ("blocked", "ground"),
                ("blocked", "sheet"),
            ] {
                let light = [try #require(colours[front]), try #require(colours[back])].map(Self.luminance).sorted()
                let ratio = (light[1] + 0.05) / (light[0] + 0.05)
                #expect(ratio >= 4.5, "\(front) on \(back): \(ratio)")
            }
        }
    }

    /// Relative luminance of a colour (WCAG 2.2).
    private static func luminance(_ colour: [Double]) -> Double {
        let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
