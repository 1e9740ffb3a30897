import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../ground/bag";
import { type Line, secretLine } from "../../ground/one-line";
import type { Kind } from "../../provider/lifecycle/kind";
import { withSecrets } from "../format/secrets";
import { placeOf, type SecretPlace } from "../load/secret-places";
import { secretInFile, secretInVariable } from "../load/secret-values";

/** The inputs with the secrets themselves in the place of where they are. */
export const revealed = (kind: Kind, inputs: Bag, folder: string): Bag =>
  withSecrets(kind, inputs, (secret) => reveal(placeOf(secret, folder)));

function reveal(place: SecretPlace): unknown {
  switch (place.from) {
    case "env": {
      const value = process.env[place.name];
      if (value && !place.isText) return pulumi.secret(value);
      return pulumi.secret(textIn(secretInVariable(place.name, process.env), place.name));
    }
    case "config": {
      const value = new pulumi.Config().requireSecret(place.key);
      return place.isText ? value.apply((text) => textIn(secretLine(text), place.key)) : value;
    }
    case "file":
      if (!place.isText) return new pulumi.asset.FileAsset(place.path);
      return pulumi.secret(textIn(secretInFile(place.path), place.path));
  }
}

function textIn(line: Line, name: string): string {
  if ("text" in line) return line.text;
  throw new pulumi.RunError(`${name}, which a file names for a secret, ${line.fault}`);
}
