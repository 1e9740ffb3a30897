import { ResourceProviderService as rpc } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { choice, double, flag, part, parts, reading, text, texts, writing } from "./fields";
import { properties, propertiesIfAny } from "./properties";

const autonaming = part(8, { proposedName: text(1), mode: choice(2) });

const check = {
  requestDeserialize: reading({ urn: text(1), olds: properties(2), news: properties(3), autonaming }),
  responseSerialize: writing({
    inputs: properties(1),
    failures: parts(2, { property: text(1), reason: text(2) }),
  }),
};

/**
 * The calls whose messages carry properties: how what is asked is read, as far as the plugin needs it, and how the answer is
 * written. The numbers of fields are those of pulumi/provider.proto.
 */
export const calls = {
  check,
  checkConfig: check,
  diff: {
    requestDeserialize: reading({ id: text(1), urn: text(2), olds: properties(3), news: properties(4) }),
    responseSerialize: rpc.diff.responseSerialize,
  },
  diffConfig: {
    // Settings have no outputs: what they were is among the old inputs.
    requestDeserialize: reading({ news: properties(4), olds: properties(6) }),
    responseSerialize: rpc.diffConfig.responseSerialize,
  },
  configure: {
    requestDeserialize: reading({ args: properties(2), urn: text(8) }),
    responseSerialize: rpc.configure.responseSerialize,
  },
  create: {
    requestDeserialize: reading({
      urn: text(1),
      properties: properties(2),
      timeout: double(3),
      preview: flag(4),
    }),
    responseSerialize: writing({ id: text(1), properties: properties(2) }),
  },
  read: {
    requestDeserialize: reading({
      id: text(1),
      urn: text(2),
      properties: properties(3),
      inputs: propertiesIfAny(4),
    }),
    responseSerialize: writing({
      id: text(1),
      properties: propertiesIfAny(2),
      inputs: propertiesIfAny(3),
    }),
  },
  update: {
    requestDeserialize: reading({
      id: text(1),
      urn: text(2),
      olds: properties(3),
      news: properties(4),
      timeout: double(5),
      preview: flag(7),
    }),
    responseSerialize: writing({ properties: properties(1) }),
  },
  delete: {
    requestDeserialize: reading({
      id: text(1),
      urn: text(2),
      properties: properties(3),
      timeout: double(4),
    }),
    responseSerialize: rpc.delete.responseSerialize,
  },
  invoke: {
    requestDeserialize: reading({ tok: text(1), args: properties(2) }),
    responseSerialize: writing({ return: properties(1) }),
  },
};

export type RequestOf<Call extends keyof typeof calls> = ReturnType<
  (typeof calls)[Call]["requestDeserialize"]
>;
export type ResponseOf<Call extends keyof typeof calls> = Parameters<
  (typeof calls)[Call]["responseSerialize"]
>[0];

/** What the engine keeps of something half-made, as pulumi/errors.proto has it. */
export const initFailed = writing({ id: text(1), properties: properties(2), reasons: texts(3) });
