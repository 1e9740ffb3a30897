import { Metadata, type StatusObject, status } from "@grpc/grpc-js";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Bag } from "../../../ground/bag";
import { isExpected } from "../../../ground/errors";
import { BackendUnavailable } from "../../client/errors";
import type { HalfMade } from "../../lifecycle/half-made";
import { errorInWords } from "../error-in-words";
import type { SecretMarks } from "./which-are-secret";
import { initFailed } from "./wire/calls";
import { withMarks } from "./wire/properties";

/** An answer that is an error of the protocol by itself. */
export class Refusal extends Error {
  constructor(
    readonly code: status,
    message: string,
  ) {
    super(message);
  }
}

/** A resource that was made or changed only in part: the engine keeps its id and everything known. */
export class HalfDone extends Error {
  constructor(
    readonly half: HalfMade,
    readonly state: Bag,
    /** What of it is secret. */
    readonly secrets: readonly SecretMarks[],
  ) {
    super(half.message);
  }
}

/**
 * An error as the engine takes it. The engine reports UNKNOWN, INTERNAL and DATA_LOSS as states that may be broken: only
 * our own mistakes are such.
 */
export function faultOf(error: unknown): Partial<StatusObject> {
  if (error instanceof Refusal) return { code: error.code, details: inHeader(error.message) };
  if (error instanceof HalfDone) return halfDone(error);
  return { code: codeOf(error), details: inHeader(errorInWords(error)) };
}

/**
 * Letters of a text at most: Node sends no block of headers above 64 KiB, and an engine waits for ever. A letter takes up to
 * nine bytes there, and beside the state of something half-made eight more.
 */
const longestText = 3000;

/** A text as a header takes it. gRPC ends the process on half of a surrogate pair. */
const inHeader = (text: string): string =>
  (text.length > longestText ? `${text.slice(0, longestText)}…` : text).toWellFormed();

function codeOf(error: unknown): status {
  if (error instanceof BackendUnavailable) return status.UNAVAILABLE;
  return isExpected(error) ? status.FAILED_PRECONDITION : status.INTERNAL;
}

/** Details of an error travel in a trailer, as a message of their own (google.rpc.Status). */
function halfDone({ half, state, secrets }: HalfDone): Partial<StatusObject> {
  const details = inHeader(errorInWords(half));
  const properties = withMarks(state, ...secrets);
  const failed = initFailed({ id: half.id, properties, reasons: [details] });
  const detail = new Any();
  detail.pack(failed, "pulumirpc.ErrorResourceInitFailed");
  const code = codeOf(half);
  const wrapped = new Status().setCode(code).setMessage(details).setDetailsList([detail]);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(wrapped.serializeBinary()));
  return { code, details, metadata };
}
