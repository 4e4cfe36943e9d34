import Testing

@testable import Daemon

@Suite("Addresses of the status")
struct StatusAddressTests {
    @Test(
        "paths, ports, and addresses with ports",
        arguments: [
            ("/run/syntag/pubmed/status.sock", StatusAddress.unix(path: "/run/syntag/pubmed/status.sock")),
            ("9180", .tcp(host: "127.0.0.1", port: 9180)), ("localhost:80", .tcp(host: "127.0.0.1", port: 80)),
            ("0.0.0.0:9180", .tcp(host: "0.0.0.0", port: 9180)), ("[::1]:9180", .tcp(host: "::1", port: 9180)),
            ("[::]:0", .tcp(host: "::", port: 0)),
        ])
    func reads(text: String, address: StatusAddress) throws {
        #expect(try StatusAddress(text) == address)
        #expect(try StatusAddress(address.description) == address)
    }

    @Test(
        "what is no address is refused with what would be one",
        arguments: [
            "", "status.sock", "70000", "host.example:80", ":80", "::1:80", "[127.0.0.1]:80", "1.2.3.4", "1.2.3.4:",
            "[::1]80",
        ])
    func refuses(text: String) {
        #expect(throws: StatusAddress.Malformed(text: text)) { try StatusAddress(text) }
        #expect(StatusAddress.Malformed(text: text).description.contains("absolute path of a unix socket"))
    }

    @Test("only what this machine alone reaches is local")
    func local() throws {
        for text in ["/a", "1", "127.0.0.9:1", "[::1]:1"] { #expect(try StatusAddress(text).isLocal) }
        for text in ["0.0.0.0:1", "[::]:1", "10.0.0.1:1"] { #expect(try !StatusAddress(text).isLocal) }
    }
}
