import { type ActionName, actions } from "../api";
import * as modules from "./modules";
import type { Handler } from "./scope";

type Handlers = { readonly [Name in ActionName]: Handler<(typeof actions)[Name]> };
type Exported = { readonly [Name in ActionName as Uncapitalize<Name>]: Handlers[Name] };

/** An action without a handler doesn't compile. */
const exported: Exported = modules;

/** Who answers what. */
export const handlers: Handlers = byAction(exported);

function byAction(exported: Exported): Handlers;
function byAction(exported: object): object {
  return Object.fromEntries(
    Object.keys(actions).map((name) => [
      name,
      Reflect.get(
        exported,
        name.replace(/^./, (first) => first.toLowerCase()),
      ),
    ]),
  );
}
