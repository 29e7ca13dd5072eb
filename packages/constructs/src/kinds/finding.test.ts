import { errorOn, findingLine, warningOn } from "./finding";

const WEB = { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop" };

test("a finding names its object, and only what identifies it", () => {
  const manifest = { ...WEB, spec: {} };
  expect(errorOn(manifest, "is wrong")).toEqual({
    severity: "error",
    object: WEB,
    path: "Deployment shop/web",
    problem: "is wrong",
  });
});

test("an object outside of namespaces has none, and a remedy is kept", () => {
  const { object, remedy, severity } = warningOn({ apiVersion: "v1", kind: "Node", name: "a" }, "is odd", "look at it");
  expect([Object.keys(object!), remedy, severity]).toEqual([["apiVersion", "kind", "name"], "look at it", "warning"]);
});

test("a line has the severity, the object, the problem and the remedy", () => {
  expect(findingLine(warningOn(WEB, "is odd", "look at it"))).toBe("warning: Deployment shop/web: is odd; look at it");
  expect(findingLine(errorOn(WEB, "is wrong"))).toBe("error: Deployment shop/web: is wrong");
});
