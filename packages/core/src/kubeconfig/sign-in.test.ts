import { signIn } from "./sign-in";

const V1 = "client.authentication.k8s.io/v1";
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const kubeconfig = (user: object, cluster: object = {}): string =>
  JSON.stringify({
    clusters: [{ cluster: { server: "https://192.0.2.1:6443/", ...cluster } }],
    users: [{ user }],
  });
/** A user who signs in with a Node program. */
const program = (source: string, more: object = {}): object => ({
  exec: { command: process.execPath, args: ["-e", source], apiVersion: V1, ...more },
});

test("a token signs in to the server that the kubeconfig trusts", async () => {
  const cluster = { "certificate-authority-data": base64("the authority"), "tls-server-name": "api.example.com" };
  const { server, options } = await signIn(kubeconfig({ token: "t" }, cluster));
  expect(server).toBe("https://192.0.2.1:6443");
  expect(options).toMatchObject({ rejectUnauthorized: true, servername: "api.example.com" });
  expect(options.headers).toEqual({ authorization: "Bearer t" });
  expect(String(options.ca)).toBe("the authority");
});

test("a certificate signs in with its key, and without a header", async () => {
  const user = { "client-certificate-data": base64("the certificate"), "client-key-data": base64("the key") };
  const { options } = await signIn(kubeconfig(user));
  expect([String(options.cert), String(options.key), options.headers]).toEqual(["the certificate", "the key", {}]);
});

test("a user name signs in with its password", async () => {
  const { options } = await signIn(kubeconfig({ username: "me", password: "p:w" }));
  expect(options.headers).toEqual({ authorization: `Basic ${base64("me:p:w")}` });
});

test("a server is trusted without its certificate only if the kubeconfig says so", async () => {
  const { options } = await signIn(kubeconfig({ token: "t" }, { "insecure-skip-tls-verify": true }));
  expect(options.rejectUnauthorized).toBe(false);
});

test("a user acts as the one and the groups that the kubeconfig names", async () => {
  const { options } = await signIn(kubeconfig({ token: "t", as: "admin", "as-groups": ["ops", "dev"] }));
  expect(options.headers).toEqual({
    authorization: "Bearer t",
    "impersonate-user": "admin",
    "impersonate-group": ["ops", "dev"],
  });
});

test("a program signs in with the cluster, the arguments and the environment that it is given", async () => {
  const source = `
    const { spec, apiVersion } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
    const token = [apiVersion, spec.cluster.server, spec.interactive, process.env.ZONE, process.argv[1]].join();
    console.log(JSON.stringify({ status: { token } }));`;
  const { args } = (program(source) as { exec: { args: string[] } }).exec;
  const user = program(source, { args: [...args, "argument"], env: [{ name: "ZONE", value: "tw" }] });
  const { options } = await signIn(kubeconfig(user));
  expect(options.headers).toEqual({ authorization: `Bearer ${V1},https://192.0.2.1:6443/,false,tw,argument` });
});

test("a program may answer with a certificate and its key", async () => {
  const status = { clientCertificateData: "the certificate", clientKeyData: "the key" };
  const { options } = await signIn(kubeconfig(program(`console.log('${JSON.stringify({ status })}')`, { env: null })));
  expect([String(options.cert), String(options.key), options.headers]).toEqual(["the certificate", "the key", {}]);
});

test("a program that fails, and a proxy, keep the program from signing in", async () => {
  await expect(signIn(kubeconfig(program("process.exit(3)")))).rejects.toThrow("Command failed");
  await expect(signIn(kubeconfig({ token: "t" }, { "proxy-url": "http://192.0.2.9" }))).rejects.toThrow(
    "its kubeconfig has a proxy-url",
  );
});
