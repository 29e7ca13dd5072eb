import { unaccepted } from "./admission-gate";

test.each([200, 201, 409])("the answer %d says that policies are accepted", (status) => {
  expect(unaccepted({ status, body: {}, message: "" })).toBeUndefined();
});

test.each([0, 401, 403, 404, 500, 503])("the answer %d is waited out, and tells why", (status) => {
  expect(unaccepted({ status, body: {}, message: "failed calling webhook" })).toBe("failed calling webhook");
});
