const { Socket } = require("node:net");

const LOCAL = new Set(["localhost", "127.0.0.1", "::1"]);

/** Lets every connection to another machine fail, as where there is no network. */
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  // Node itself passes its arguments as one list.
  const [first, second] = args.flat();
  const { host = "localhost" } =
    typeof first === "object" ? first : { host: typeof second === "string" ? second : undefined };
  if (LOCAL.has(host)) return connect.apply(this, args);
  const error = Object.assign(new Error(`connect ENETUNREACH ${host}`), { code: "ENETUNREACH", syscall: "connect" });
  process.nextTick(() => this.destroy(error));
  return this;
};
