import { addOnNames } from "./add-on-args";

test("an add-on is asked for by true or by its options", () => {
  expect(addOnNames()).toEqual([]);
  expect(addOnNames({ estimators: false, descheduler: undefined })).toEqual([]);
  expect(addOnNames({ estimators: true, descheduler: {} })).toEqual(["estimators", "descheduler"]);
});
