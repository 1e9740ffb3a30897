// @ts-check
// Classes without any work of their own, for both floors: they name the same properties as ours.
"use strict";
const pulumi = require("@pulumi/pulumi");
const { recordedKinds } = require("./kinds.cjs");

/** @param {string} name */
const declarationOf = (name) =>
  [pulumi.getOrganization(), pulumi.getStack(), pulumi.getProject(), "", name].join("::");

/**
 * @param {(kind: string) => string} typeOf
 * @param {(kind: string) => Record<string, string>} propertiesOf what this floor adds to every resource
 */
exports.classesOf = (typeOf, propertiesOf) =>
  Object.fromEntries(
    Object.entries(recordedKinds()).map(([kind, { inputs, outputs, secrets }]) => {
      // As generated SDKs do it: every property is named, so that it becomes an output of the resource.
      const placeholders = Object.fromEntries(
        [...inputs, ...outputs].map((property) => [property, undefined]),
      );
      return [
        kind,
        class extends pulumi.CustomResource {
          constructor(/** @type {string} */ name, /** @type {Record<string, any>} */ args) {
            super(
              typeOf(kind),
              name,
              {
                ...placeholders,
                ...args,
                ...(args.application && { application: args.application.id }),
                __declaration: declarationOf(name),
                ...propertiesOf(kind),
              },
              { deleteBeforeReplace: true, additionalSecretOutputs: secrets },
            );
          }
        },
      ];
    }),
  );
