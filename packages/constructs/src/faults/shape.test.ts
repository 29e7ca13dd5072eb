import { NUMBER, STRING } from "./kinds";
import { isKind, isList, Required, type Shape } from "./shape";

test("a shape is a kind if it can tell what is one, and a list if it is written as one", () => {
  const shapes: Shape[] = [STRING, [STRING], { is: STRING }, "map"];
  expect(shapes.map(isKind)).toEqual([true, false, false, false]);
  expect(shapes.map(isList)).toEqual([false, true, false, false]);
});

test("what must not be absent says what to do: by its own remedy, or by its kind", () => {
  expect(new Required(NUMBER, "count them").remedy).toBe("count them");
  expect(new Required(NUMBER).remedy).toBe("use a number");
  expect(new Required([NUMBER]).remedy).toBe("set it");
});
