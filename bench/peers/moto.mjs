// @ts-check
// moto, the emulator of AWS, as a server: a queue of SQS.
import path from "node:path";
import { root } from "../../tools/command-line.mjs";
import { pythonWith } from "../../tools/python.mjs";
import { startProcess } from "../server/process.mjs";

const start = "from moto.server import main; main(['-H', '127.0.0.1', '-p', '0'])";

/** @returns {Promise<import("../peers.mjs").Peer>} */
export async function startMoto() {
  const python = await pythonWith(path.join(root, "bench", "peers", "requirements.txt"), "moto");
  const { url, end } = await startProcess(python, ["-c", start]);
  return {
    url,
    end,
    create: (name) => request("CreateQueue", { QueueName: name }),
    read: (name) => request("GetQueueUrl", { QueueName: name }),
  };
}

/** moto reads the service from the credential, and verifies no signature. @param {string} action @param {object} body */
const request = (action, body) => ({
  headers: {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `AmazonSQS.${action}`,
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
  },
  body: JSON.stringify(body),
});
