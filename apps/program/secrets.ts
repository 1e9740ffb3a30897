import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../provider/lifecycle/bag";
import type { Kind } from "../../provider/lifecycle/kind";
import { withSecrets } from "../format/secrets";
import { placeOf, type SecretPlace } from "../load/secret-places";

/** The inputs with the secrets themselves in the place of where they are. */
export const revealed = (kind: Kind, inputs: Bag, folder: string): Bag =>
  withSecrets(kind, inputs, (secret) => reveal(placeOf(secret, folder)));

function reveal(place: SecretPlace): unknown {
  switch (place.from) {
    case "env": {
      const value = process.env[place.name];
      if (!value) throw new pulumi.RunError(`${place.name}, which a file names for a secret, isn't set`);
      return pulumi.secret(value);
    }
    case "config":
      return new pulumi.Config().requireSecret(place.key);
    case "file":
      if (!place.isText) return new pulumi.asset.FileAsset(place.path);
      return pulumi.secret(readFileSync(place.path, "utf8").trimEnd());
  }
}
