import { forwardingWarnings, stubDomain, zoneCorefile, type ZoneCorefileArgs } from "./zone-corefile";

const ARGS: ZoneCorefileArgs = {
  zone: "kairen.com.",
  federation: "federation",
  endpoints: ["http://etcd-cluster.federation.svc.cluster.local:2379"],
  ttlSeconds: 5,
  upstreams: [],
  delegations: [],
};

test("the zone is answered from etcd, and nothing else is", () => {
  expect(zoneCorefile(ARGS)).toBe(`kairen.com.:1053 {
    errors
    health :8080 {
        lameduck 5s
    }
    ready :8181
    prometheus :9153
    cache 5 {
        serve_stale 1h verify 2s 5s
    }
    loadbalance
    template ANY SOA kairen.com. {
        match ^kairen[.]com[.]$
        answer "kairen.com. 5 IN SOA ns.dns.kairen.com. hostmaster.kairen.com. 1 7200 1800 86400 5"
        fallthrough
    }
    template ANY ANY kairen.com. {
        match ^(((([^.]+[.])?federation[.])?svc[.])([^.]+[.])?([^.]+[.])?)?kairen[.]com[.]$
        rcode NOERROR
        authority "kairen.com. 5 IN SOA ns.dns.kairen.com. hostmaster.kairen.com. 1 7200 1800 86400 5"
        fallthrough
    }
    template ANY ANY kairen.com. {
        match ^[^.]+[.]([^.]+[.])?kairen[.]com[.]$ (^|[.])([*]|any)[.]
        rcode NXDOMAIN
        authority "kairen.com. 5 IN SOA ns.dns.kairen.com. hostmaster.kairen.com. 1 7200 1800 86400 5"
        fallthrough
    }
    etcd kairen.com. {
        path /skydns
        endpoint http://etcd-cluster.federation.svc.cluster.local:2379
        no_apex_fallback
    }
}
`);
});

test("an etcd with TLS is queried with the name servers' own certificate", () => {
  const text = zoneCorefile({ ...ARGS, endpoints: ["https://a:2379", "https://b:2379"], tlsFolder: "/etc/tls" });
  expect(text).toContain("        endpoint https://a:2379 https://b:2379\n");
  expect(text).toContain("        tls /etc/tls/tls.crt /etc/tls/tls.key /etc/tls/ca.crt\n");
});

test("other names are forwarded if and only if there are upstreams", () => {
  expect(zoneCorefile({ ...ARGS, upstreams: ["9.9.9.9", "[2620:fe::fe]:53"] })).toContain(
    ".:1053 {\n    errors\n    cache 30\n    forward . 9.9.9.9 [2620:fe::fe]:53\n}\n",
  );
  expect(zoneCorefile(ARGS)).not.toContain("forward");
});

test("zones that are delegated are asked of their own name servers, before the zone around them", () => {
  const delegations = [{ zone: "eu.kairen.com.", nameServers: ["192.0.2.1:30053", "[2001:db8::1]:53"] }];
  expect(zoneCorefile({ ...ARGS, delegations })).toContain(
    "}\neu.kairen.com.:1053 {\n    errors\n    cache 5\n    forward . 192.0.2.1:30053 [2001:db8::1]:53\n}\n",
  );
});

test("a query for the zone's own name never reads the whole zone, and an unreachable etcd does not make names disappear", () => {
  const etcd = zoneCorefile(ARGS).split("etcd kairen.com. {")[1]!;
  expect(etcd).toContain("no_apex_fallback");
  expect(etcd).not.toContain("fallthrough");
});

/** What answers a name: the response code of the first template that matches, or else etcd. */
function answering(name: string, args: ZoneCorefileArgs = ARGS): string {
  for (const block of zoneCorefile(args).matchAll(/template ANY ANY [^{]+\{\n +match (.+)\n +rcode (\w+)/g)) {
    if (block[1]!.split(" ").some((pattern) => new RegExp(pattern).test(name))) return block[2]!;
  }
  return "etcd";
}

test.each([
  "web.default.federation.svc.kairen.com.",
  "web.default.federation.svc.tw.kairen.com.",
  "web.default.federation.svc.a.tw.kairen.com.",
  "svc.default.federation.svc.kairen.com.",
  "web.federation.federation.svc.kairen.com.",
  "many.default.federation.svc.kairen.com.",
])("etcd answers %s", (name) => expect(answering(name)).toBe("etcd"));

test.each([
  "kairen.com.",
  "svc.kairen.com.",
  "federation.svc.kairen.com.",
  "default.federation.svc.kairen.com.",
  "svc.tw.kairen.com.",
  "default.federation.svc.a.tw.kairen.com.",
])("%s is a parent of Services' names and has no records, no matter what is below it", (name) =>
  expect(answering(name)).toBe("NOERROR"),
);

test.each([
  "nope.kairen.com.",
  "a.tw.kairen.com.",
  "*.default.federation.svc.kairen.com.",
  "any.default.federation.svc.kairen.com.",
])("%s does not exist, although etcd would answer it with addresses of others", (name) =>
  expect(answering(name)).toBe("NXDOMAIN"),
);

test("dots in the zone match only dots", () => {
  expect(answering("nope.kairenxcom.")).toBe("etcd");
});

test("a cluster's own name server forwards the zone to the federation's", () => {
  expect(stubDomain("kairen.com.", ["172.22.132.31:30053"], 5)).toBe(`kairen.com.:53 {
    errors
    cache 5
    forward . 172.22.132.31:30053
}
`);
});

test("name servers that are names are warned of, because CoreDNS forwards only to addresses", () => {
  expect(forwardingWarnings(["192.0.2.1:53", "[2001:db8::1]:53"])).toEqual([]);
  expect(forwardingWarnings(["192.0.2.1:53", "abc.elb.eu-west-1.amazonaws.com:53"])).toEqual([
    'dns.stubDomain: CoreDNS does not forward to names such as "abc.elb.eu-west-1.amazonaws.com:53". ' +
      "Put the addresses that it resolves to in its place.",
  ]);
});
