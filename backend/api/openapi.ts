import { z } from "zod";
import type { Action } from "./action";
import { actions } from "./actions";

const target = "openapi-3.0";

/**
 * The contract as an OpenAPI 3.0 document. Every action is a POST to `/`, named by a header; the fragment after
 * it, which no request carries, keeps the paths of the document apart.
 */
export function openApi(version: string) {
  const all: Action[] = Object.values(actions);
  return {
    openapi: "3.0.3",
    info: {
      title: "Management backend of Tencent RTC and Chat applications",
      version,
      description:
        "Requests are those of Tencent Cloud API 3.0, signed with TC3-HMAC-SHA256. A refusal comes with HTTP 200 too, as `Response.Error`.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: "http://127.0.0.1:9443" }],
    security: [{ tc3: [] }],
    paths: Object.fromEntries(
      all.map((action) => [`/#X-TC-Action=${action.name}`, { post: operation(action) }]),
    ),
    components: {
      securitySchemes: {
        tc3: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description:
            "TC3-HMAC-SHA256 Credential=SecretId/date/service/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=…. Actions of version 2026-11-01 take the service rtcapp and a signature that covers X-TC-Action and the body; those of Tencent's services take what its SDKs sign.",
        },
      },
      schemas: {
        Error: {
          type: "object",
          required: ["Code", "Message"],
          properties: { Code: { type: "string" }, Message: { type: "string" } },
        },
        ...Object.fromEntries(all.flatMap(schemasOf)),
      },
    },
  };
}

const schemasOf = ({ name, request, response }: Action) => [
  [`${name}Request`, jsonSchema(request, "input")],
  [`${name}Response`, jsonSchema(response, "output")],
];

function jsonSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target, io });
  return rest;
}

const header = (name: string, value: string) => ({
  name,
  in: "header",
  required: true,
  schema: { type: "string", enum: [value] },
});

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const operation = ({ name, service, version, access }: Action) => ({
  operationId: name,
  tags: [service],
  description: descriptions[access],
  parameters: [
    header("X-TC-Action", name),
    header("X-TC-Version", version),
    {
      name: "X-TC-Timestamp",
      in: "header",
      required: true,
      description: "Seconds since 1970; at most 300 off",
      schema: { type: "integer" },
    },
  ],
  requestBody: { required: true, content: { "application/json": { schema: reference(`${name}Request`) } } },
  responses: {
    200: {
      description: "The answer, or the refusal",
      content: { "application/json": { schema: envelope(name) } },
    },
  },
});

const descriptions: Record<Action["access"], string> = {
  read: "Changes nothing.",
  write:
    "Changes something; the same request sent again within the window changes nothing and gets its first answer.",
  admin: "For key pairs with the right `admin`: the operator of a simulated account.",
};

const requestId = { RequestId: { type: "string", format: "uuid" } };

const envelope = (name: string) => ({
  type: "object",
  required: ["Response"],
  properties: {
    Response: {
      oneOf: [
        {
          allOf: [
            reference(`${name}Response`),
            { type: "object", required: ["RequestId"], properties: requestId },
          ],
        },
        {
          type: "object",
          required: ["Error", "RequestId"],
          properties: { Error: reference("Error"), ...requestId },
        },
      ],
    },
  },
});
