import { RELEASE_1_18 } from "./1.18/release";
import { IMAGES } from "./versions";

test("a program that changes the list of images does not change what a federation runs", () => {
  const { tag } = RELEASE_1_18.images.scheduler;
  (IMAGES.scheduler as { tag: string }).tag = "other";
  expect(RELEASE_1_18.images.scheduler.tag).toBe(tag);
});
