// @ts-check
// Starting the plugin as the engine does, from the tarball: until it listens, and until the engine knows whom it speaks to.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { log, root } from "../tools/command-line.mjs";
import { measureOf } from "./measure.mjs";
import { unpackPlugin } from "./unpacked-plugin.mjs";

const require = createRequire(import.meta.url);
const goal = 1.1;
/** @typedef {{ listening: number, known: number, configured: number | undefined }} Times milliseconds since its start */

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 15 }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-start-"));
  try {
    await unpackPlugin(folder);
    const plugin = path.join(folder, "pulumi-resource-tencentrtc");
    const floor = path.join(root, "bench", "plugin-start", "floor.cjs");
    /** @type {{ subject: Times, floor: Times }[]} */
    const rounds = [];
    for (let round = 0; round <= n; round += 1) {
      const pair = {
        subject: await started(plugin, [], folder),
        floor: await started(process.execPath, [floor], folder),
      };
      // The first round warms the disk's cache up and isn't counted.
      if (round > 0) rounds.push(pair);
    }
    log(`  ${n} pairs`);
    const pairsOf = (/** @type {(times: Times) => number} */ of) =>
      rounds.map((one) => ({ subject: of(one.subject), floor: of(one.floor) }));
    const unit = "ms";
    yield measureOf({
      name: "plugin-start: until it listens, against bare protocol and gRPC",
      goal,
      unit,
      pairs: pairsOf(({ listening }) => listening),
    });
    yield measureOf({
      name: "plugin-start: until GetPluginInfo is answered, against bare protocol and gRPC",
      goal,
      unit,
      pairs: pairsOf(({ known }) => known),
    });
    yield measureOf({
      name: "plugin-start: until its settings are checked, against bare protocol and gRPC that only say who they are",
      goal: null,
      unit,
      pairs: pairsOf(({ configured, known }) => configured ?? known),
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} command @param {string[]} args @param {string} cwd @returns {Promise<Times>} */
async function started(command, args, cwd) {
  const grpc = require("@grpc/grpc-js");
  const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
  const { CheckRequest, ProviderHandshakeRequest } = require("@pulumi/pulumi/proto/provider_pb");
  const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
  const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
  const begun = performance.now();
  const since = () => performance.now() - begun;
  const child = spawn(command, args, { cwd, stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [line] = await once(child.stdout, "data");
  const listening = since();
  const address = `127.0.0.1:${String(line).trim()}`;
  const client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
  const ask = (/** @type {string} */ method, /** @type {unknown} */ request) =>
    promisify(Reflect.get(client, method)).call(client, request);
  await ask("handshake", new ProviderHandshakeRequest());
  await ask("getPluginInfo", new Empty());
  const known = since();
  const urn = "urn:pulumi:dev::shop::pulumi:providers:tencentrtc::default_0_1_0";
  const request = new CheckRequest().setUrn(urn).setNews(Struct.fromJavaScript({}));
  const configured = await ask("checkConfig", request).then(since, () => undefined);
  client.close();
  child.kill("SIGKILL");
  await ended;
  return { listening, known, configured };
}
