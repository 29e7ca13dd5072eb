import { quotedUrl } from "./quoted-url";

test.each([
  ["https://192.0.2.1:6443/path", '"https://192.0.2.1:6443/path"'],
  ["https://me:secret@192.0.2.1", '"https://…@192.0.2.1"'],
  ["HTTPS://me:se@cret@host", '"HTTPS://…@host"'],
  ["me:secret@host", '"…@host"'],
  ["https://me:sec\nret@host", '"https://…@host"'],
  ["https://host/?token=secret", '"https://host/?…"'],
  ["https://host/#secret\nsecret", '"https://host/?…"'],
  ["no url", '"no url"'],
])("%j is shown as %s", (url, shown) => {
  expect(quotedUrl(url)).toBe(shown);
});
