import { unready } from "./answering-gate";

test("an API that says it is ready is ready, whatever words it uses", () => {
  expect(unready({ status: 200, body: undefined, message: "its answer cannot be read" })).toBeUndefined();
});

test("a name that does not resolve yet is waited out, and the message says so", () => {
  const message = "getaddrinfo ENOTFOUND k8s-federation.elb.eu-west-1.amazonaws.com";
  expect(unready({ status: 0, body: undefined, message })).toBe(message);
});

test.each([401, 403, 404, 500, 503])("the answer %d is waited out, and the message has the number", (status) => {
  expect(unready({ status, body: undefined, message: "its answer cannot be read" })).toBe(
    `it answers with status ${status}`,
  );
});
