import { RELEASE } from ".";
import { IMAGES } from "./versions";

test("a program that changes the list of images does not change what a federation runs", () => {
  const { tag } = RELEASE.images.scheduler;
  (IMAGES.scheduler as { tag: string }).tag = "other";
  expect(RELEASE.images.scheduler.tag).toBe(tag);
});
