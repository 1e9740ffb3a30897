import { InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Bag } from "../../../ground/bag";
import type { SecretMarks } from "../../../provider/adapters/plugin/which-are-secret";
import { calls } from "../../../provider/adapters/plugin/wire/calls";
import { type Properties, withMarks } from "../../../provider/adapters/plugin/wire/properties";

/** Properties as the plugin writes them, for the messages of the engine's own library. */
export function encoded(bag: Bag, ...marks: readonly SecretMarks[]): Struct {
  const answer = calls.invoke.responseSerialize({ return: withMarks(bag, ...marks) });
  return InvokeResponse.deserializeBinary(answer).getReturn() ?? new Struct();
}

/** What the plugin reads of properties in a message of the engine's own library. */
export const decoded = (struct: Struct | undefined): Properties =>
  calls.invoke.requestDeserialize(Buffer.from(new InvokeRequest().setArgs(struct).serializeBinary())).args;
