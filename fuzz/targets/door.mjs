// @ts-check
import { connect } from "node:net";
import { signed } from "../../bench/server/served.mjs";
import { pieces } from "../pieces.mjs";
import { serve } from "../served.mjs";

const http = [
  ...'\r\n\0 \t:;=,"',
  "\r\n\r\n",
  "Transfer-Encoding: chunked\r\n",
  "Content-Length: 99999999999\r\n",
  "Content-Length: 0\r\n",
  "Content-Length: -1\r\n",
  "Expect: 100-continue\r\n",
  "Upgrade: websocket\r\n",
  "Connection: close\r\n",
  "X-TC-Action: __proto__\r\n",
  "Host: example.com\r\n",
  "SignedHeaders=content-type;host;constructor, ",
  "UNSIGNED-PAYLOAD",
  "ffffffff\r\n",
  "0\r\n\r\n",
  "a".repeat(9_000),
  "%00",
  "%ff",
  "../",
  "?a=b&a=c",
  '{"SdkAppIds":[',
  "[".repeat(5_000),
  "\ud800",
];

/** An answer, or the end of the connection, comes within this, in milliseconds: nothing more is sent. */
const PATIENCE = 15_000;

/** @returns {Promise<import("../targets.mjs").Opened>} */
export async function open() {
  const served = await serve();
  const { url, key } = served;
  const raw = (/** @type {string} */ line, /** @type {Record<string, string>} */ headers, body = "") => {
    const lines = Object.entries({ host: url.host, ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    return Buffer.from(`${line} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
  };
  const call = (/** @type {string} */ action, /** @type {object} */ parameters) => {
    const { headers, body = "" } = signed(url.href, key, action, parameters);
    return raw("POST /", { ...headers, "content-length": String(Buffer.byteLength(body)) }, body);
  };
  const form = "SecretId=AKIDx&SecretKey=y";
  const formHeaders = { "content-type": "application/x-www-form-urlencoded", origin: url.origin };
  const inChunks = { "transfer-encoding": "chunked" };
  const chunks = (/** @type {string} */ body) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const account = signed(url.href, key, "DescribeAccount", {});
  return {
    bases: [
      call("DescribeApplications", { SdkAppIds: [2_000_000_000] }),
      call("CreateApplication", { Name: "shop", Region: "tokyo", Products: ["chat"], ClientToken: "t" }),
      call("CreateTag", { TagKey: "team", TagValue: "1" }),
      raw("POST /", { ...account.headers, ...inChunks }, chunks("{}")),
      raw("GET /healthz", {}),
      raw("GET /openapi.json", { "accept-encoding": "gzip" }),
      raw("GET /console/applications/2000000000?page=2", { cookie: "session=x" }),
      raw("POST /console/sign-in", { ...formHeaders, "content-length": String(form.length) }, form),
      raw("POST /console/sign-in", { ...formHeaders, ...inChunks }, chunks(form)),
    ].map((bytes) => ({ bytes })),
    pieces: pieces(http),
    async read({ bytes }) {
      // Else ten bad sign-ins a minute are all that is tried.
      served.wait(60_000);
      return outcomeOf(await exchange(url, bytes));
    },
    close: served.close,
  };
}

/** @param {string} answer */
function outcomeOf(answer) {
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
  if (status === undefined) return answer === "" ? "closed" : "no HTTP";
  const [, code] = /"Code":"([^"]*)"/.exec(answer) ?? [];
  if (Number(status) >= 500 || code === "InternalError") throw new Error(answer.slice(0, 2_000));
  return code ?? status;
}

/** @param {URL} url @param {Buffer} bytes @returns {Promise<string>} */
const exchange = (url, bytes) =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname);
    let answer = "";
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer and no end within ${PATIENCE} ms, after: ${answer.slice(0, 500)}`));
    }, PATIENCE);
    socket.setEncoding("latin1");
    socket.on("data", (text) => {
      answer += text;
    });
    // A connection that is cut while it sends is an answer, too.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(answer);
    });
    socket.end(bytes);
  });
